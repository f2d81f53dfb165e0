//! The part of systemd-logind that tells of sleep, without a computer that sleeps.

use std::{
    io::{ErrorKind, Read},
    os::unix::net::UnixStream,
    sync::{Arc, Mutex},
};

use zbus::{Connection, connection, interface, object_server::SignalEmitter, zvariant::OwnedFd};

use crate::{desktop::Desktop, wait::wait_until};

const PATH: &str = "/org/freedesktop/login1";

/// org.freedesktop.login1 on the story's bus, which is its system bus too. Start it before the app.
pub struct Logind {
    bus: Connection,
    held: Held,
}

/// Our end of what each program holds that wants sleep to wait.
type Held = Arc<Mutex<Vec<UnixStream>>>;

struct Manager(Held);

#[interface(name = "org.freedesktop.login1.Manager")]
impl Manager {
    fn inhibit(&self, what: &str, _who: &str, _why: &str, mode: &str) -> OwnedFd {
        assert_eq!((what, mode), ("sleep", "delay"));
        let (ours, theirs) = UnixStream::pair().unwrap();
        ours.set_nonblocking(true).unwrap();
        self.0.lock().unwrap().push(ours);
        OwnedFd::from(std::os::fd::OwnedFd::from(theirs))
    }

    #[zbus(signal)]
    async fn prepare_for_sleep(emitter: &SignalEmitter<'_>, about_to: bool) -> zbus::Result<()>;
}

impl Logind {
    pub async fn start(desktop: &Desktop) -> Logind {
        let held = Held::default();
        let bus = connection::Builder::address(desktop.bus_address())
            .unwrap()
            .serve_at(PATH, Manager(held.clone()))
            .unwrap()
            .name("org.freedesktop.login1")
            .unwrap()
            .build()
            .await
            .unwrap();
        Logind { bus, held }
    }

    /// Tells of the sleep, and waits until nobody asks it to wait any more.
    pub async fn sleep(&self) {
        wait_until("somebody to make sleep wait", async || !self.is_free()).await;
        self.tell(true).await;
        wait_until("sleep to be let go on", async || self.is_free()).await;
    }

    pub async fn wake(&self) {
        self.tell(false).await;
    }

    async fn tell(&self, about_to: bool) {
        let emitter = SignalEmitter::new(&self.bus, PATH).unwrap();
        Manager::prepare_for_sleep(&emitter, about_to).await.unwrap();
    }

    /// Whether every other end is closed.
    fn is_free(&self) -> bool {
        let mut held = self.held.lock().unwrap();
        held.retain_mut(|end| {
            end.read(&mut [0]).is_err_and(|error| error.kind() == ErrorKind::WouldBlock)
        });
        held.is_empty()
    }
}
