use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use crate::{home::Home, process::Owned};

/// A session bus on which nobody is but the story: it starts no services, as a desktop's bus would.
pub(crate) struct Bus {
    pub(crate) address: String,
    _daemon: Owned,
}

impl Bus {
    pub(crate) fn start(home: &Home) -> Bus {
        let config = home.path().join("bus.conf");
        let text = format!(
            r#"<busconfig>
  <type>session</type>
  <listen>unix:dir={}</listen>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>"#,
            home.path().display()
        );
        fs::write(&config, text).unwrap();
        let mut command = Command::new("dbus-daemon");
        command.args(["--nofork", "--print-address=1", "--config-file"]).arg(&config);
        let mut daemon = Owned::start_with(&command, |command| {
            command.stdout(Stdio::piped()).stderr(Stdio::null());
        });
        let mut address = String::new();
        BufReader::new(daemon.child().stdout.take().unwrap()).read_line(&mut address).unwrap();
        Bus { address: address.trim().into(), _daemon: daemon }
    }
}
