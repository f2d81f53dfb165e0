//! What there is to tell of a month, and what a person does not want to hear of it.

use crate::setup::{book, now, reopen};
use ::ledger::{Filter, Month, Period, Sort, Window, insight::Fact};
use app::{history, insights, quick, transactions};

fn march() -> Period {
    Period::month("2026-03".parse::<Month>().unwrap())
}

fn abouts(all: &[::ledger::insight::Insight]) -> Vec<&str> {
    all.iter().map(|one| one.about.as_str()).collect()
}

#[tokio::test]
async fn a_price_that_rose_is_told_until_it_is_hidden() {
    let (dir, book, _) = book().await;
    for line in [
        "12,99 Netflix 5.11.2025",
        "12,99 Netflix 5.12.2025",
        "12,99 Netflix 5.1.2026",
        "12,99 Netflix 5.2.2026",
        "15,99 Netflix 5.3.2026",
    ] {
        quick::add(&book, line, now()).await.unwrap();
    }
    let told = insights::of(&book, march(), now()).await.unwrap();
    assert_eq!(told.stretch.to, now().today);
    let rise = told.insights.iter().find(|one| one.about.starts_with("priceRise:")).unwrap();
    let Fact::PriceRise { charge, before, per_year, .. } = &rise.fact else { panic!("{rise:?}") };
    assert_eq!(charge.name, "Netflix");
    assert_eq!(
        [charge.amount, *before, *per_year].map(|m| m.to_string()),
        ["15.99", "12.99", "36.00"]
    );
    // The rows of the fact: three at the old price, one at the new.
    let window = Window { offset: 0, limit: 9 };
    let rows = transactions::list(&book, &rise.rows, Sort::default(), window).await.unwrap();
    assert_eq!((rows.total, rows.sum[0].to_string().as_str()), (4, "-54.96"));
    let all = transactions::list(&book, &Filter::default(), Sort::default(), window).await.unwrap();
    assert_eq!(all.total, 5);

    insights::hide(&book, &rise.about, None).await.unwrap();
    let book = reopen(dir.path(), book).await;
    let february = Period::month("2026-02".parse::<Month>().unwrap());
    let hidden = insights::of(&book, march(), now()).await.unwrap();
    assert!(!abouts(&hidden.insights).contains(&rise.about.as_str()));
    assert_eq!(abouts(&hidden.hidden), [rise.about.as_str()]);
    insights::hide(&book, "spending", Some(march())).await.unwrap();
    let hidden = insights::of(&book, march(), now()).await.unwrap();
    assert_eq!(hidden.hidden.len(), 2);
    let before = insights::of(&book, february, now()).await.unwrap();
    assert!(abouts(&before.insights).contains(&"spending"));
    insights::show(&book, &rise.about, march()).await.unwrap();
    history::undo(&book).await.unwrap();
    history::undo(&book).await.unwrap();
    history::undo(&book).await.unwrap();
    assert!(insights::of(&book, march(), now()).await.unwrap().hidden.is_empty());
}

#[tokio::test]
async fn what_was_told_is_told_again_until_something_changes() {
    let (dir, book, _) = book().await;
    let spent = async |book: &app::Book, period| {
        let told = insights::of(book, period, now()).await.unwrap();
        told.insights.into_iter().find_map(|one| match one.fact {
            Fact::Spending { amount, .. } => Some(amount.to_string()),
            _ => None,
        })
    };
    let february = Period::month("2026-02".parse::<Month>().unwrap());
    quick::add(&book, "10 Lidl 3.2.2026", now()).await.unwrap();
    for period in [february, march()] {
        let first = insights::of(&book, period, now()).await.unwrap();
        assert_eq!(insights::of(&book, period, now()).await.unwrap(), first);
    }
    let book = reopen(dir.path(), book).await;
    assert_eq!(spent(&book, february).await.as_deref(), Some("10.00"));
    let row = quick::add(&book, "5 Lidl 4.2.2026", now()).await.unwrap();
    assert_eq!(spent(&book, february).await.as_deref(), Some("15.00"));
    transactions::delete(&book, &[row.id]).await.unwrap();
    assert_eq!(spent(&book, february).await.as_deref(), Some("10.00"));
    history::undo(&book).await.unwrap();
    assert_eq!(spent(&book, february).await.as_deref(), Some("15.00"));
}
