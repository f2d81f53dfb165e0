//! What the way of a payment tells about a payee that nothing else is known of.

use crate::Category;
use crate::fold::fold;

/// Who passes payments on, and how many times likelier that makes a first-level category. From
/// general knowledge of whom they serve: Square and SumUp mostly cafes and stalls, Shopify web
/// shops, PayPal purchases online.
const PROCESSORS: [(&[&str], &str, f32); 4] = [
    (&["sq", "sqr", "square"], "food", 2.0),
    (&["sumup", "sum up", "iz", "izettle", "zettle", "ztl"], "food", 1.5),
    (&["sp", "spo", "shopify", "shop pay"], "shopping", 6.0),
    (&["paypal", "pypl", "pp", "payp"], "shopping", 3.0),
];

/// A payee that is a web address sells at a distance.
const WEB: [(&str, f32); 3] = [("shopping", 3.0), ("bills", 1.5), ("food", 0.4)];

/// The first-level categories that a bank's text makes likelier or less likely, and how many times.
pub(crate) fn of(text: &str) -> Vec<(Category, f32)> {
    let folded = fold(text.split('*').next().unwrap_or(text));
    let starred = text.contains('*');
    let passes = |name: &str| {
        let before = folded.strip_suffix(name).filter(|_| starred);
        let in_front = folded.strip_prefix(name).filter(|_| !starred && name.len() > 4);
        before.is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
            || in_front.is_some_and(|rest| rest.starts_with(' '))
    };
    let processor = PROCESSORS.iter().find(|(names, _, _)| names.iter().any(|name| passes(name)));
    let processor = processor.map(|(_, key, odds)| (*key, *odds));
    let web = WEB.into_iter().filter(|_| is_web_address(text));
    let all = processor.into_iter().chain(web);
    all.filter_map(|(key, odds)| Some((Category::from_key(key)?, odds))).collect()
}

/// `www.` in front, or a name with the ending of one.
fn is_web_address(text: &str) -> bool {
    let ends = [".com", ".co.uk", ".net", ".org", ".co.nz", ".co.za", ".de", ".shop"];
    text.split_whitespace().map(str::to_ascii_lowercase).any(|word| {
        let bare = word.trim_end_matches(['.', ',', ')']);
        bare.starts_with("www.") || ends.iter().any(|end| bare.ends_with(end))
    })
}
