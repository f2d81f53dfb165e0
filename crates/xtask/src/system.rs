//! What each operating system needs before the app can be built, and how one gets it there.

use std::{env, fs, process::Command};

/// What the work is for; tests need more than the app.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Run,
    Test,
}

/// Debian's and Ubuntu's names of what building the app needs.
pub(crate) const APT_RUN: [&str; 7] = [
    "build-essential",
    "libayatana-appindicator3-dev",
    "librsvg2-dev",
    "libssl-dev",
    "libwebkit2gtk-4.1-dev",
    "libxdo-dev",
    "pkg-config",
];

/// What the real-window tests need on top of it.
pub(crate) const APT_TEST: [&str; 6] =
    ["dbus-x11", "openbox", "strace", "webkit2gtk-driver", "xdotool", "xvfb"];

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum System {
    /// Debian, Ubuntu and what is made from them: we install with apt.
    Debian,
    Fedora,
    Arch,
    OtherLinux,
    Mac,
    Windows,
}

impl System {
    pub(crate) fn current() -> System {
        match env::consts::OS {
            "macos" => System::Mac,
            "windows" => System::Windows,
            _ => {
                System::from_os_release(&fs::read_to_string("/etc/os-release").unwrap_or_default())
            }
        }
    }

    /// From the text of /etc/os-release (freedesktop.org/software/systemd/man/os-release.html).
    fn from_os_release(text: &str) -> System {
        let names: Vec<String> = text
            .lines()
            .filter_map(|line| line.strip_prefix("ID=").or_else(|| line.strip_prefix("ID_LIKE=")))
            .flat_map(|value| {
                value.trim_matches('"').split(' ').map(String::from).collect::<Vec<_>>()
            })
            .collect();
        let is = |name: &str| names.iter().any(|known| known == name);
        if is("debian") || is("ubuntu") {
            System::Debian
        } else if is("fedora") || is("rhel") {
            System::Fedora
        } else if is("arch") {
            System::Arch
        } else {
            System::OtherLinux
        }
    }

    /// Whether the app's libraries and tools are there; where apt rules, it is asked instead.
    pub(crate) fn has_libraries(&self) -> bool {
        let succeeds = |program: &str, args: &[&str]| {
            Command::new(program).args(args).output().is_ok_and(|output| output.status.success())
        };
        match self {
            System::Mac => succeeds("xcode-select", &["-p"]),
            System::Windows => succeeds("perl", &["-v"]) && succeeds("nasm", &["-v"]),
            _ => succeeds(
                "pkg-config",
                &[
                    "--exists",
                    "webkit2gtk-4.1",
                    "ayatana-appindicator3-0.1",
                    "librsvg-2.0",
                    "openssl",
                ],
            ),
        }
    }

    /// What to do where libraries or tools are missing.
    pub(crate) fn advice(&self) -> &'static str {
        match self {
            System::Debian => "apt-get install the packages named above.",
            System::Fedora => {
                "sudo dnf install webkit2gtk4.1-devel libayatana-appindicator-gtk3-devel \
                 librsvg2-devel libxdo-devel openssl-devel pkgconf-pkg-config gcc gcc-c++ make\n\
                 and for the tests: sudo dnf install /usr/bin/WebKitWebDriver \
                 xorg-x11-server-Xvfb dbus-daemon openbox xdotool"
            }
            System::Arch => {
                "sudo pacman -S --needed webkit2gtk-4.1 libayatana-appindicator librsvg xdotool \
                 openssl pkgconf base-devel\n\
                 and for the tests: sudo pacman -S --needed xorg-server-xvfb openbox dbus, and a \
                 package with WebKitWebDriver in it"
            }
            System::OtherLinux => {
                "Install the development files of WebKitGTK 4.1 (webkit2gtk-4.1), \
                 ayatana-appindicator3, librsvg 2, libxdo and OpenSSL 3, and pkg-config, a C \
                 compiler and make; for the tests WebKitWebDriver, Xvfb, dbus-daemon, openbox and \
                 xdotool."
            }
            System::Mac => "Install Apple's command line tools: xcode-select --install",
            System::Windows => {
                "Install Strawberry Perl and NASM (OpenSSL is built with them):\n\
                 winget install StrawberryPerl.StrawberryPerl NASM.NASM\n\
                 and see that both are on the PATH. WebView2 is part of Windows 10 and 11."
            }
        }
    }

    /// How to get a Node that is new enough.
    pub(crate) fn node_advice(&self) -> &'static str {
        match self {
            System::Mac => "brew install node, or the installer from https://nodejs.org",
            System::Windows => "winget install OpenJS.NodeJS.LTS",
            System::Fedora => "sudo dnf install nodejs npm, or https://nodejs.org",
            System::Arch => "sudo pacman -S nodejs npm",
            System::Debian | System::OtherLinux => {
                "take the LTS from https://nodejs.org/en/download (distributions often carry an \
                 older one)"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distribution_is_read_from_os_release() {
        for (text, expect) in [
            ("NAME=x\nID=debian\n", System::Debian),
            ("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", System::Debian),
            ("ID=\"fedora\"\n", System::Fedora),
            ("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", System::Fedora),
            ("ID=endeavouros\nID_LIKE=\"arch\"\n", System::Arch),
            ("ID=nixos\n", System::OtherLinux),
            ("", System::OtherLinux),
        ] {
            assert_eq!(System::from_os_release(text), expect, "{text}");
        }
    }
}
