use std::time::{Duration, Instant};

/// How long something may take on a busy machine before it counts as not happening.
pub const PATIENCE: Duration = Duration::from_secs(20);

const PAUSE: Duration = Duration::from_millis(20);

/// Asks until there is an answer; panics with `what` where there is none in [`PATIENCE`].
pub async fn wait_for<T>(what: &str, ask: impl AsyncFnMut() -> Option<T>) -> T {
    wait_within(PATIENCE, what, ask).await
}

/// As [`wait_for`], for what takes longer than anything that a person waits for.
pub async fn wait_within<T>(
    patience: Duration,
    what: &str,
    ask: impl AsyncFnMut() -> Option<T>,
) -> T {
    let answer = answer_within(patience, ask).await;
    answer.unwrap_or_else(|| panic!("waited in vain for {what}"))
}

/// Asks until there is an answer; none where there is none in time.
pub(crate) async fn answer_within<T>(
    patience: Duration,
    mut ask: impl AsyncFnMut() -> Option<T>,
) -> Option<T> {
    let asking = async {
        loop {
            if let Some(answer) = ask().await {
                return answer;
            }
            tokio::time::sleep(PAUSE).await;
        }
    };
    // Also where one question is never answered.
    tokio::time::timeout(patience, asking).await.ok()
}

/// Asks until the answer is yes, as [`wait_for`] does.
pub async fn wait_until(what: &str, mut ask: impl AsyncFnMut() -> bool) {
    wait_for(what, async || ask().await.then_some(())).await;
}

/// For what is waited for before any story runs.
pub(crate) fn wait_blocking(what: &str, mut ask: impl FnMut() -> bool) {
    let start = Instant::now();
    while !ask() {
        assert!(start.elapsed() < PATIENCE, "waited in vain for {what}");
        std::thread::sleep(PAUSE);
    }
}
