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
        let name = match node.tag_name().namespace() {
            Some(_) => format!("~{}", node.tag_name().name()),
            None => node.tag_name().name().to_owned(),
        };
        let mut text = String::new();
        let is_group = node.children().any(|child| child.is_element());
        let keep = |text: &mut String, builder: &mut Builder| {
            if !text.chars().all(is_space) {
                builder.text(TEXT_BETWEEN, text);
            }
            text.clear();
        };
        if is_group {
            builder.open(&name);
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
            builder.text(&name, &text);
        }
    }
    let document = roxmltree::Document::parse(text).ok()?;
    let mut builder = Builder::new(&DICTIONARY);
    element(document.root_element(), &mut builder);
    Some(builder.finish())
}

/// What was read, with all namespaces the same: roxmltree does not tell prefixes.
fn without_namespaces(tree: &Tree) -> Tree {
    fn element(one: onshi_wire::Element<'_>, builder: &mut Builder) {
        let name = one.name();
        let local = name.rsplit_once('}').or_else(|| name.split_once(':'));
        let name = local.map_or(name.to_owned(), |(_, local)| format!("~{local}"));
        if let Some(text) = one.as_text() {
            return builder.text(&name, text);
        }
        builder.open(&name);
        one.children().for_each(|child| element(child, builder));
        builder.close();
    }
    let mut builder = Builder::new(&DICTIONARY);
    element(tree.root(), &mut builder);
    builder.finish()
}

#[test]
fn reads_what_roxmltree_reads() {
    let sample = face_result();
    let (_, sample) = sample.split_once("?>").unwrap();
    let spaced = sample.replacen("<ResultList>", "<ResultList xmlns:p='urn:p'>", 1);
    let spaced = spaced.replacen("<Name>", "<Name xmlns='urn:x'>", 1);
    let spaced = spaced.replacen("<Sex1>2</Sex1>", "<p:Sex1 p:a='1'>2</p:Sex1>", 1);
    assert!(spaced.len() > sample.len() + 40);
    let mut both = 0;
    let mut neither = 0;
    let mutated =
        Mutations::of(sample.as_bytes(), 10_000).chain(Mutations::of(spaced.as_bytes(), 10_000));
    for mutated in mutated {
        let text = String::from_utf8_lossy(&mutated);
        // roxmltree takes instructions without a space.
        if text.contains("<?") {
            continue;
        }
        let ours = read_default(&text).ok();
        let ours = ours.map(|tree| without_namespaces(&tree));
        let theirs = by_roxmltree(&text);
        // It takes any declaration of a namespace.
        if ours.is_none() && text.contains("xmlns") {
            continue;
        }
        assert_eq!(ours, theirs, "{text}");
        *(if ours.is_some() {
            &mut both
        } else {
            &mut neither
        }) += 1;
    }
    assert!(both > 1_000 && neither > 1_000, "{both} {neither}");
}

#[test]
fn what_is_in_a_namespace_is_none_of_ours() {
    let names = |text: &str| -> Vec<String> {
        let tree = tree(text);
        tree.root()
            .children()
            .map(|child| child.name().to_owned())
            .collect()
    };
    for (text, expected) in [
        (
            "<X xmlns:p='urn:p'><Name/><p:Name/></X>",
            ["Name", "p:Name"],
        ),
        (
            "<X><Name xmlns='urn:x'/><Name/></X>",
            ["{urn:x}Name", "Name"],
        ),
        (
            "<X><Name xmlns='urn:&#x78;y'/><Name xmlns=''/></X>",
            ["{urn:xy}Name", "Name"],
        ),
        (
            "<X><xml:Name/><Name xml:lang='ja'/></X>",
            ["xml:Name", "Name"],
        ),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
    let tree = tree("<X xmlns='urn:x'><Y xmlns=''><Name/></Y></X>");
    assert_eq!(tree.root().name(), "{urn:x}X");
    assert!(
        tree.root()
            .child("Y")
            .is_some_and(|y| y.child("Name").is_some())
    );
}

#[test]
fn refuses_what_namespaces_and_declarations_may_not_be() {
    for (text, line, column) in [
        ("<p:X/>", 1, 2),
        ("<X><p:Name/></X>", 1, 5),
        ("<X>\n<Name p:a='1'/></X>", 2, 7),
        ("<X><A xmlns:p='urn:p'/><p:Name/></X>", 1, 25),
        ("<X xmlns:p=''/>", 1, 4),
        ("<X xmlns='urn: x'/>", 1, 4),
        ("<X xmlns='urn:&#xA;x'/>", 1, 4),
        ("<X xmlns='urn:診'/>", 1, 4),
        ("<X xmlns:xml='urn:x'/>", 1, 4),
        ("<X xmlns:xmlns='urn:x'/>", 1, 4),
        ("<X xmlns='http://www.w3.org/XML/1998/namespace'/>", 1, 4),
        ("<X xmlns:p='http://www.w3.org/2000/xmlns/'/>", 1, 4),
        (
            "<X xmlns:p='urn:p' xmlns:q='urn:p' p:a='1' q:a='1'/>",
            1,
            44,
        ),
        ("<xmlns:X/>", 1, 2),
        ("<:X/>", 1, 2),
        ("<X:/>", 1, 2),
        ("<X:1/>", 1, 2),
        ("<X a:b:c='1'/>", 1, 4),
        ("<?a:b c?><X/>", 1, 3),
        ("<?xml version='2.0'?><X/>", 1, 6),
        ("<?xml version='1.'?><X/>", 1, 6),
        ("<?xml version='&#49;.0'?><X/>", 1, 6),
        ("<?xml version='1.0' standalone='maybe'?><X/>", 1, 20),
        ("<?xml version='1.0' standalone='Yes'?><X/>", 1, 20),
        ("<?xml version='1.0' encoding='8'?><X/>", 1, 20),
        (
            "<?xml version='1.0' encoding='UTF-8' encoding='UTF-8'?><X/>",
            1,
            38,
        ),
        (
            "<?xml version='1.0' standalone='no' encoding='UTF-8'?><X/>",
            1,
            37,
        ),
        ("<?xml version=\"1.0'\"?><X/>", 1, 6),
    ] {
        let problem = refused(text);
        assert_eq!(problem.code, NOT_WELL_FORMED, "{text}");
        let place = (problem.place.line, problem.place.column);
        assert_eq!(place, (Some(line), Some(column)), "{text}");
    }
    assert!(read_default("<?xml version='1.1' standalone='yes' ?><X/>").is_ok());
}
