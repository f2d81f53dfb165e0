//! Months by name.

/// Beginnings of the month names, folded: English, German, French, Spanish, Italian, Portuguese, Catalan, Dutch,
/// Swedish, Danish, Norwegian, Icelandic, Finnish, Estonian, Latvian, Lithuanian, Polish, Czech, Slovak, Slovene,
/// Croatian, Serbian, Hungarian, Romanian, Turkish, Malay, Indonesian, Bulgarian, Russian, Ukrainian, Greek, Hebrew,
/// Arabic, Thai (in full and by two letters). `lip`, `srp` and `listopad` are months of Poland and Czechia; Croatia
/// means others, and writes them in numbers.
#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    &[
        "jan", "ene", "gen", "janv", "stycz", "sty", "led", "ian", "oca", "tammi", "jaan", "saus", "sijec", "янв",
        "яну", "јан", "січ", "ιαν", "ינו", "בינו", "يناير", "มกราคม", "มค",
    ],
    &[
        "feb", "fev", "febbr", "lut", "unor", "uno", "sub", "helmi", "veeb", "vas", "velj", "peb", "фев", "феб",
        "лют", "φεβ", "פבר", "בפבר", "فبراير", "กุมภาพันธ", "กพ",
    ],
    &[
        "mar", "mrz", "maer", "maar", "mrt", "brez", "bre", "maalis", "kov", "ozuj", "mac", "мар", "бер", "μαρ",
        "מרץ", "במרץ", "مارس", "มีนาคม", "มีค",
    ],
    &[
        "apr", "avr", "abr", "kwi", "dub", "nis", "huhti", "bal", "trav", "апр", "кві", "απρ", "אפר", "באפר", "أبريل",
        "ابريل", "เมษายน", "เมย",
    ],
    &[
        "may", "mai", "mag", "maj", "mei", "kve", "touko", "geg", "svib", "май", "мая", "мај", "тра", "μαι", "מאי",
        "במאי", "مايو", "พฤษภาคม", "พค",
    ],
    &[
        "jun", "jui", "juin", "giu", "cze", "cerven", "cervn", "cvn", "haz", "kesa", "juun", "birz", "lipan", "lipnj",
        "iun", "июн", "юни", "јун", "чер", "ιουν", "יוני", "ביוני", "يونيو", "มิถุนายน", "มิย",
    ],
    &[
        "jul", "juil", "lug", "lip", "cervenec", "cervenc", "cvc", "tem", "heina", "iul", "juul", "liep", "srpan",
        "srpnj", "июл", "юли", "јул", "лип", "ιουλ", "יולי", "ביולי", "يوليو", "กรกฎาคม", "กค",
    ],
    &[
        "aug", "aou", "ago", "sie", "srp", "agu", "elo", "avg", "rugpj", "kolovoz", "ogos", "agt", "ags", "авг",
        "сер", "αυγ", "אוג", "באוג", "أغسطس", "اغسطس", "สิงหาคม", "สค",
    ],
    &[
        "sep", "set", "wrz", "zar", "eyl", "syys", "szep", "rugs", "rujan", "rujn", "сен", "сеп", "вер", "σεπ", "ספט",
        "בספט", "سبتمبر", "กันยายน", "กย",
    ],
    &[
        "oct", "okt", "ott", "out", "paz", "rij", "eki", "loka", "spal", "окт", "жов", "οκτ", "אוק", "באוק", "أكتوبر",
        "اكتوبر", "ตุลาคม", "ตค",
    ],
    &[
        "nov", "lis", "kas", "marras", "noi", "lapk", "studen", "nop", "ноя", "ное", "нов", "лис", "νοε", "נוב",
        "בנוב", "نوفمبر", "พฤศจิกายน", "พย",
    ],
    &[
        "dec", "dez", "dic", "gru", "pro", "ara", "joulu", "des", "dets", "dis", "дек", "дец", "гру", "δεκ", "דצמ",
        "בדצמ", "ديسمبر", "ธันวาคม", "ธค",
    ],
];

/// The month whose beginning fits longest; the word has to be no longer than a month's name can be.
pub(super) fn month_by_name(word: &str) -> Option<i32> {
    if word.chars().count() > 12 {
        return None;
    }
    let (mut best, mut length) = (None, 0);
    for (month, beginnings) in (1..).zip(MONTHS) {
        for beginning in beginnings {
            if beginning.len() > length && word.starts_with(beginning) {
                (best, length) = (Some(month), beginning.len());
            }
        }
    }
    best
}
