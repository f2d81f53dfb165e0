//! What one guess at a password costs: the parameters of Argon2id (RFC 9106).

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{error::Error, keys::Key};

/// Memory in KiB, passes, lanes; always within what [`Cost::new`] takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Parameters")]
pub struct Cost {
    m_kib: u32,
    t: u32,
    p: u32,
}

/// As in a header, where anything may stand.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Parameters {
    m_kib: u32,
    t: u32,
    p: u32,
}

impl TryFrom<Parameters> for Cost {
    type Error = &'static str;

    fn try_from(Parameters { m_kib, t, p }: Parameters) -> Result<Self, Self::Error> {
        Self::new(m_kib, t, p).ok_or("Argon2id parameters out of range")
    }
}

const MIB: u32 = 1024;

impl Cost {
    /// The least that is ever accepted. Source: OWASP Password Storage Cheat Sheet.
    pub const OWASP: Self = Self { m_kib: 19 * MIB, t: 2, p: 1 };
    /// The least that a profile keeps: a cheaper slot is wrapped anew at the next unlock.
    pub const FLOOR: Self = Self { m_kib: 64 * MIB, t: 3, p: 1 };

    /// No calibration goes beyond this memory, so that a profile made on a strong computer
    /// opens on a weak one.
    const CAP_M_KIB: u32 = 256 * MIB;
    const CAP_T: u32 = 12;
    const TARGET: Duration = Duration::from_millis(500);

    /// `None` below OWASP's floor, or so dear that a hostile header could hang the app:
    /// over 1 GiB, 64 passes or 16 lanes.
    pub fn new(m_kib: u32, t: u32, p: u32) -> Option<Self> {
        let range = (Self::OWASP.m_kib..=1024 * MIB).contains(&m_kib)
            && (Self::OWASP.t..=64).contains(&t)
            && (1..=16).contains(&p);
        range.then_some(Self { m_kib, t, p })
    }

    /// The dearest cost from the floor up for which `measure` stays near half a second:
    /// memory first, as it hurts an attacker's hardware most, then passes.
    pub fn calibrate(mut measure: impl FnMut(Self) -> Duration) -> Self {
        let mut cost = Self::FLOOR;
        let mut took = measure(cost);
        while took * 2 <= Self::TARGET && cost.m_kib < Self::CAP_M_KIB {
            cost.m_kib *= 2;
            took = measure(cost);
        }
        while took < Self::TARGET && cost.t < Self::CAP_T {
            // Time is linear in the passes: no need to measure again.
            took += took / cost.t;
            cost.t += 1;
        }
        cost
    }

    /// How long one guess takes on this computer; for [`Cost::calibrate`].
    pub fn measure(self) -> Duration {
        let start = Instant::now();
        // Out of memory counts as too dear.
        match self.argon2id(b"calibration", &[0; 16]) {
            Ok(_) => start.elapsed(),
            Err(_) => Duration::MAX / 4,
        }
    }

    pub(crate) fn is_below_floor(self) -> bool {
        self.m_kib < Self::FLOOR.m_kib || self.t < Self::FLOOR.t
    }

    pub(crate) fn at_least_floor(self) -> Self {
        Self { m_kib: self.m_kib.max(Self::FLOOR.m_kib), t: self.t.max(Self::FLOOR.t), p: self.p }
    }

    /// Little-endian, for the associated data of a slot.
    pub(crate) fn bytes(self) -> [u8; 12] {
        let [m, t, p] = [self.m_kib, self.t, self.p].map(u32::to_le_bytes);
        let mut bytes = [0; 12];
        for (place, byte) in bytes.iter_mut().zip(m.into_iter().chain(t).chain(p)) {
            *place = byte;
        }
        bytes
    }

    /// One at a time in this process: two together would take twice the memory, and would
    /// let parallel guesses run.
    pub(crate) fn argon2id(self, password: &[u8], salt: &[u8; 16]) -> Result<Key, Error> {
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let mut key = Zeroizing::new([0; 32]);
        // Parameters, salt and lengths are in range, so memory is all that can be missing.
        Params::new(self.m_kib, self.t, self.p, Some(key.len()))
            .map(|params| Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
            .and_then(|argon2| argon2.hash_password_into(password, salt, key.as_mut_slice()))
            .map_err(|_| Error::OutOfMemory)?;
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_when_reading() {
        for (m, t, p, ok) in [
            (19 * MIB, 2, 1, true),
            (19 * MIB - 1, 2, 1, false),
            (19 * MIB, 1, 1, false),
            (19 * MIB, 2, 0, false),
            (1024 * MIB, 64, 16, true),
            (1024 * MIB + 1, 2, 1, false),
            (19 * MIB, 65, 1, false),
            (19 * MIB, 2, 17, false),
            (u32::MAX, u32::MAX, u32::MAX, false),
        ] {
            let text = format!(r#"{{"m_kib":{m},"t":{t},"p":{p}}}"#);
            assert_eq!(serde_json::from_str::<Cost>(&text).is_ok(), ok, "{text}");
        }
    }

    /// Pretends a computer that takes `ns` for one KiB in one pass.
    fn on(ns: u64) -> (Cost, Duration) {
        let time =
            |c: Cost| Duration::from_nanos(ns.saturating_mul(c.m_kib.into()) * u64::from(c.t));
        let cost = Cost::calibrate(time);
        (cost, time(cost))
    }

    #[test]
    fn calibration() {
        assert_eq!(on(1_000_000).0, Cost::FLOOR, "a slow computer keeps the floor");
        for ns in [1, 10, 50, 100, 250, 500, 763, 1_000, 2_000] {
            let (cost, took) = on(ns);
            assert!(!cost.is_below_floor() && cost.m_kib <= 256 * MIB && cost.p == 1, "{cost:?}");
            let at_cap = cost.m_kib == Cost::CAP_M_KIB && cost.t == Cost::CAP_T;
            let near = (400..=700).contains(&took.as_millis());
            assert!(near || at_cap, "{ns} ns: {cost:?} takes {took:?}");
        }
    }

    #[test]
    fn floor_is_accepted_when_reading() {
        assert!(!Cost::FLOOR.is_below_floor());
        assert!(Cost::OWASP.is_below_floor());
        assert_eq!(Cost::new(65_536, 3, 1), Some(Cost::FLOOR));
    }
}
