//! What a guess at a new profile's password shall cost on this computer.

use app::Cost;
use tokio::sync::OnceCell;

/// Measured when the first profile is made, and not before: it takes a second.
pub struct KeyCost(OnceCell<Cost>);

impl KeyCost {
    /// As dear as this computer bears.
    pub fn calibrated() -> Self {
        Self(OnceCell::new())
    }

    /// For tests, where each profile would cost half a second.
    pub fn fixed(cost: Cost) -> Self {
        Self(OnceCell::new_with(Some(cost)))
    }

    pub async fn get(&self) -> Cost {
        let measure = async || {
            let measuring = tokio::task::spawn_blocking(|| Cost::calibrate(Cost::measure));
            measuring.await.unwrap_or(Cost::FLOOR)
        };
        *self.0.get_or_init(measure).await
    }
}
