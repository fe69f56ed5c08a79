//! The day sheet as a page of text.

use super::day_sheet::{DaySheet, FlowCount, OpenItem};
use super::words::flow_ja;
use crate::time::{Date, Instant};
use alloc::string::{String, ToString as _};

pub(super) fn of(sheet: &DaySheet, institution: Option<&str>) -> String {
    let mut page = Page(String::new());
    page.line(&["日次締め ", &day(sheet.date)]);
    if let Some(institution) = institution {
        page.line(&[institution]);
    }
    page.line(&["作成: ", &wall(sheet.at)]);
    page.heading("照会の件数");
    for flow in sheet.flows.iter().chain([&sheet.total]) {
        page.counts(flow);
    }
    page.heading("マイナ保険証利用率");
    page.rate(sheet);
    page.open("届いたか確認できない要求", &sheet.uncertain);
    page.open("結果待ち", &sheet.pending);
    page.heading("監査記録の末尾の印");
    page.line(&["  ", sheet.audit_head.as_deref().unwrap_or("なし")]);
    page.heading("確認すること");
    for coded in &sheet.attention {
        page.line(&["  ・", &coded.message_ja]);
    }
    page.0
}

struct Page(String);

impl Page {
    fn line(&mut self, parts: &[&str]) {
        for part in parts {
            self.0.push_str(part);
        }
        self.0.push('\n');
    }

    fn heading(&mut self, text: &str) {
        self.line(&["\n■ ", text]);
    }

    fn counts(&mut self, of: &FlowCount) {
        self.0.push_str("  ");
        self.0.push_str(&of.flow_ja);
        let counts = [
            (": 回答", of.answered),
            ("、受付不可", of.refused),
            ("、不明", of.uncertain),
            ("、取消", of.cancelled),
            ("、結果待ち", of.pending),
        ];
        for (name, count) in counts {
            self.0.push_str(name);
            self.0.push_str(&count.to_string());
        }
        self.0.push('\n');
    }

    fn rate(&mut self, sheet: &DaySheet) {
        let rate = &sheet.card_rate;
        let none = "(対象なし)";
        let sign = |percent: &Option<String>| {
            let percent = percent.as_deref().map(|percent| [percent, "%"].concat());
            percent.unwrap_or_else(|| none.into())
        };
        let [card, number, bulk] =
            [rate.card, rate.number, rate.bulk].map(|count| count.to_string());
        self.line(&[
            "  窓口: ",
            &sign(&rate.percent),
            "(カード",
            &card,
            "件、番号",
            &number,
            "件)",
        ]);
        self.line(&[
            "  一括照会を含めた場合: ",
            &sign(&rate.percent_with_bulk),
            "(一括照会",
            &bulk,
            "人)",
        ]);
    }

    fn open(&mut self, heading: &str, items: &[OpenItem]) {
        self.heading(heading);
        for item in items {
            let since = item.since.map(wall).unwrap_or_default();
            self.line(&[
                "  ・",
                flow_ja(&item.flow),
                " ",
                &item.count.to_string(),
                "件 ",
                item.reference.as_deref().unwrap_or_default(),
                " ",
                &since,
            ]);
        }
        if items.is_empty() {
            self.line(&["  なし"]);
        }
    }
}

fn day(date: Date) -> String {
    let [year, month, day] = [
        date.year().to_string(),
        date.month().to_string(),
        date.day().to_string(),
    ];
    [&*year, "年", &month, "月", &day, "日"].concat()
}

/// As a clock on the wall in Japan shows it.
fn wall(at: Instant) -> String {
    let wire = at.to_wire();
    let clock = [wire.get(8..10), wire.get(10..12)];
    let [hour, minute] = clock.map(Option::unwrap_or_default);
    [&*day(at.date_in_japan()), " ", hour, ":", minute].concat()
}
