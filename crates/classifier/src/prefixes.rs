//! Keys of a transducer that a text begins with.

use fst::raw::{Fst, Output};

/// The keys in front of a text, the shortest first: how many bytes each takes, and its value.
pub(crate) fn prefixes<'a>(
    keys: &'a Fst<&'static [u8]>,
    text: &'a [u8],
) -> impl Iterator<Item = (usize, u64)> + 'a {
    let mut node = keys.root();
    let mut sum = Output::zero();
    let mut taken = 0;
    std::iter::from_fn(move || {
        loop {
            let next = node.find_input(*text.get(taken)?)?;
            let step = node.transition(next);
            node = keys.node(step.addr);
            sum = sum.cat(step.out);
            taken += 1;
            if node.is_final() {
                return Some((taken, sum.cat(node.final_output()).value()));
            }
        }
    })
}
