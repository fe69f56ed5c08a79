use super::*;
use crate::message::test_data::{Mutations, face_result};
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::vec::Vec;
use onshi_wire::xml::is_space;
use onshi_wire::{Builder, TEXT_BETWEEN};

fn read_default(text: &str) -> Result<Tree, Problem> {
    read(text.to_owned(), &Limits::default())
}

fn tree(text: &str) -> Tree {
    match read_default(text) {
        Ok(tree) => tree,
        Err(problem) => panic!("{text}: {problem}"),
    }
}

fn refused(text: &str) -> Problem {
    match read_default(text) {
        Ok(tree) => panic!("{text} is read as {tree:?}"),
        Err(problem) => problem,
    }
}

#[test]
fn keeps_text_exactly() {
    for (raw, text) in [
        ("  123456", "  123456"),
        ("", ""),
        (" \n ", " \n "),
        ("診療　太郎", "診療　太郎"),
        ("&lt;&gt;&amp;&apos;&quot;&#x8A3A;&#65;", "<>&'\"診A"),
        ("<![CDATA[<a>&amp;]]]>", "<a>&amp;]"),
        ("a<!-- b -->c<?d e?>f", "acf"),
        ("1\r\n2\r3\n4&#13;", "1\n2\n3\n4\r"),
    ] {
        assert_eq!(
            tree(&format!("<X>{raw}</X>")).root().as_text(),
            Some(text),
            "{raw}"
        );
    }
    assert_eq!(tree("<X/>").root().as_text(), Some(""));
}

#[test]
fn keeps_elements_in_order_with_their_positions() {
    let tree =
        tree("<?xml version='1.0'?>\n<!-- 注 -->\n<X>\n  <B>診</B><A/>\n  <B >2</B >\n</X>\n");
    let root = tree.root();
    let seen: Vec<_> = root
        .children()
        .map(|child| (child.name(), child.position()))
        .collect();
    assert_eq!(
        seen,
        [
            ("B", Some((4, 3))),
            ("A", Some((4, 11))),
            ("B", Some((5, 3)))
        ]
    );
    assert_eq!(root.position(), Some((3, 1)));
}

#[test]
fn keeps_text_between_elements_in_its_place() {
    let tree = tree("<X>one<A/> two <B/>\n</X>");
    let children: Vec<_> = tree.root().children().collect();
    let names: Vec<_> = children.iter().map(|child| child.name()).collect();
    assert_eq!(names, ["#text", "A", "#text", "B"]);
    assert_eq!(children[2].as_text(), Some(" two "));
}

#[test]
fn refuses_what_is_not_well_formed_and_says_where() {
    for (text, line, column) in [
        ("", 1, 1),
        ("text", 1, 1),
        ("<X>", 1, 4),
        ("<X></Y>", 1, 6),
        ("<X>\n</X></X>", 2, 7),
        ("<X/><Y/>", 1, 5),
        ("<X/>\n診", 2, 1),
        ("<X><1/></X>", 1, 5),
        ("<X a='1' a='2'/>", 1, 10),
        ("<X a='<'/>", 1, 6),
        ("<X a=1/>", 1, 6),
        ("<X a='1'b='2'/>", 1, 9),
        ("<X>診&nbsp;</X>", 1, 5),
        ("<X>&#xD800;</X>", 1, 4),
        ("<X>&#0;</X>", 1, 4),
        ("<X>&#+65;</X>", 1, 4),
        ("<X>&amp</X>", 1, 4),
        ("<X>a\u{1}</X>", 1, 5),
        ("<X>]]></X>", 1, 4),
        ("<X><![CDATA[a</X>", 1, 13),
        ("<X><!-- a -- b --></X>", 1, 13),
        ("<X/><?xml version='1.0'?>", 1, 7),
        ("<?xml encoding='UTF-8'?><X/>", 1, 7),
        ("<![CDATA[a]]><X/>", 1, 10),
    ] {
        let problem = refused(text);
        assert_eq!(problem.code, NOT_WELL_FORMED, "{text}");
        assert_eq!(
            (problem.place.line, problem.place.column),
            (Some(line), Some(column)),
            "{text}"
        );
    }
}

#[test]
fn refuses_a_document_type() {
    let problem = refused("<?xml version='1.0'?>\n<!DOCTYPE X [<!ENTITY a 'b'>]><X>&a;</X>");
    assert_eq!(problem.code, DTD);
    assert_eq!(problem.place.line, Some(2));
}

#[test]
fn tells_which_elements_had_attributes() {
    let tree = tree("<X>\n<A b='&#x41;' c=\"'\"/><B/></X>");
    let with: Vec<_> = tree
        .root()
        .children()
        .map(|child| tree.had_attributes(child))
        .collect();
    assert_eq!(with, [true, false]);
}

/// The same document through roxmltree, in the same form.
fn by_roxmltree(text: &str) -> Option<Tree> {
    fn element(node: roxmltree::Node<'_, '_>, builder: &mut Builder) {
        let name = node.tag_name().name();
        let mut text = String::new();
        let is_group = node.children().any(|child| child.is_element());
        let keep = |text: &mut String, builder: &mut Builder| {
            if !text.chars().all(is_space) {
                builder.text(TEXT_BETWEEN, text);
            }
            text.clear();
        };
        if is_group {
            builder.open(name);
        }
        for child in node.children() {
            if child.is_element() {
                keep(&mut text, builder);
                element(child, builder);
            } else if child.is_text() {
                text.push_str(child.text().unwrap());
            }
        }
        if is_group {
            keep(&mut text, builder);
            builder.close();
        } else {
            builder.text(name, &text);
        }
    }
    let document = roxmltree::Document::parse(text).ok()?;
    let mut builder = Builder::new(&DICTIONARY);
    element(document.root_element(), &mut builder);
    Some(builder.finish())
}

#[test]
fn reads_what_roxmltree_reads() {
    let sample = face_result();
    let (_, sample) = sample.split_once("?>").unwrap();
    let mut both = 0;
    let mut neither = 0;
    for mutated in Mutations::of(sample.as_bytes(), 20_000) {
        let text = String::from_utf8_lossy(&mutated);
        // roxmltree knows namespaces, and takes instructions without a space.
        if text.contains(':') || text.contains("<?") {
            continue;
        }
        let ours = read_default(&text).ok();
        let theirs = by_roxmltree(&text);
        assert_eq!(ours, theirs, "{text}");
        *(if ours.is_some() {
            &mut both
        } else {
            &mut neither
        }) += 1;
    }
    assert!(both > 1_000 && neither > 1_000, "{both} {neither}");
}
