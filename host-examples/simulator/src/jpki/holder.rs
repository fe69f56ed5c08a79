//! What a card says of its holder.

use crate::calendar;
use crate::certificate::extension::GeneralName;
use crate::person::{Person, Sex};
use time::Date;

/// 氏名, 生年月日, 性別, 住所 and which characters of name and address are
/// substitutes (none), in the order in which cards hold them.
pub(super) fn alt_names(person: &Person) -> [GeneralName; 6] {
    let no_substitutes = |text: &str| "0".repeat(text.chars().count());
    let sex = match person.sex {
        Sex::Male => "1",
        Sex::Female => "2",
        Sex::NotSet => "9",
    };
    let birth = format!("{}{}", era(person), calendar::wire_date(person.birthdate));
    [
        ("1.2.392.200149.8.5.5.1", person.name_on_card.clone()),
        ("1.2.392.200149.8.5.5.4", birth),
        ("1.2.392.200149.8.5.5.3", sex.to_owned()),
        ("1.2.392.200149.8.5.5.5", person.address.clone()),
        (
            "1.2.392.200149.8.5.5.2",
            no_substitutes(&person.name_on_card),
        ),
        ("1.2.392.200149.8.5.5.6", no_substitutes(&person.address)),
    ]
    .map(|(oid, text)| GeneralName::Other(oid, text))
}

/// The digit of the era somebody was born in: 明治 1, 大正 2, 昭和 3, 平成 4, 令和 5.
fn era(person: &Person) -> &'static str {
    let birth = calendar::wire_date(person.birthdate);
    let eras = [
        ("20190501", "5"),
        ("19890108", "4"),
        ("19261225", "3"),
        ("19120730", "2"),
    ];
    eras.into_iter()
        .find(|(from, _)| birth.as_str() >= *from)
        .map_or("1", |(_, era)| era)
}

/// The fifth birthday after the day of issue.
pub(super) fn fifth_birthday(person: &Person, issued: i64) -> Date {
    let issued = calendar::date(issued);
    let age = issued.year() - person.birthdate.year();
    let had_one_this_year = calendar::plus_years(person.birthdate, age) <= issued;
    let years = if had_one_this_year { age + 5 } else { age + 4 };
    calendar::plus_years(person.birthdate, years)
}
