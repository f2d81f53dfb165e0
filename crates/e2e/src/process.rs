use std::{
    fs,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command},
};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};

use crate::wait::wait_blocking;

/// A process of ours with all that it starts. It ends with this value, and with the thread that
/// started it, whatever becomes of that.
pub(crate) struct Owned(Child);

impl Owned {
    /// Starts the command in a process group of its own.
    #[track_caller]
    pub(crate) fn start(command: &Command) -> Owned {
        Owned::start_with(command, |_| {})
    }

    #[track_caller]
    pub(crate) fn start_with(command: &Command, last: impl FnOnce(&mut Command)) -> Owned {
        let program = command.get_program();
        let mut all = Command::new("setpriv");
        all.args(["--pdeathsig", "KILL", "--"]).arg(program).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => all.env(name, value),
                None => all.env_remove(name),
            };
        }
        all.process_group(0);
        last(&mut all);
        let name = program.to_string_lossy();
        Owned(all.spawn().unwrap_or_else(|error| panic!("{name} does not start: {error}")))
    }

    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.0
    }

    pub(crate) fn id(&self) -> u32 {
        self.0.id()
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        // The group may be gone already: then there is nothing to do.
        let _ = kill_process_group(pid(self.0.id()), Signal::KILL);
        let _ = self.0.wait();
    }
}

/// The child of `parent` that runs the program at `path`.
pub(crate) fn child_running(parent: u32, path: &Path) -> Option<u32> {
    let path = fs::canonicalize(path).ok()?;
    let tasks = fs::read_dir(format!("/proc/{parent}/task")).ok()?.flatten();
    let children = tasks.filter_map(|task| fs::read_to_string(task.path().join("children")).ok());
    let children: Vec<u32> = children
        .flat_map(|ids| ids.split(' ').filter_map(|id| id.parse().ok()).collect::<Vec<_>>())
        .collect();
    children.into_iter().find(|id| fs::read_link(exe(*id)).is_ok_and(|exe| exe == path))
}

/// `kill -9`, and waits until the process is gone.
pub(crate) fn kill_9(id: u32) {
    kill_process(pid(id), Signal::KILL).unwrap();
    wait_blocking("the end of the killed process", || is_over(id));
}

/// Whether nothing of the process is left but its exit code. Its threads end one after the other,
/// and its sockets, with which it holds its name on the bus, are closed before it is a zombie.
fn is_over(id: u32) -> bool {
    let Ok(tasks) = fs::read_dir(format!("/proc/{id}/task")) else { return true };
    let is_zombie =
        |stat: String| stat.rsplit(") ").next().is_some_and(|rest| rest.starts_with('Z'));
    tasks.flatten().all(|task| fs::read_to_string(task.path().join("stat")).map_or(true, is_zombie))
}

fn exe(id: u32) -> PathBuf {
    format!("/proc/{id}/exe").into()
}

fn pid(id: u32) -> Pid {
    Pid::from_raw(id.cast_signed()).unwrap()
}
