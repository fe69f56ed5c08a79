//! DER as a tree that can be changed and written again, valid or not.

/// One tag with its contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The identifier octet; longer tags are not read.
    pub tag: u8,
    /// What is in it.
    pub content: Content,
}

/// What a tag holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Bytes.
    Bytes(Vec<u8>),
    /// Further tags: of a constructed one, or of an octet string that holds DER,
    /// as the values of extensions do.
    Nodes(Vec<Node>),
}

impl Node {
    /// Reads one tag that is all there is.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let (node, rest) = Self::first(bytes)?;
        rest.is_empty().then_some(node)
    }

    fn first(bytes: &[u8]) -> Option<(Self, &[u8])> {
        const OCTET_STRING: u8 = 0x04;
        let (&tag, rest) = bytes.split_first()?;
        if tag & 0x1f == 0x1f {
            return None;
        }
        let (&length, mut rest) = rest.split_first()?;
        let mut length = usize::from(length);
        if length >= 0x80 {
            let octets;
            (octets, rest) = rest.split_at_checked(length - 0x80)?;
            length = octets.iter().try_fold(0_usize, |sum, &octet| {
                sum.checked_mul(256)?.checked_add(octet.into())
            })?;
        }
        let (value, rest) = rest.split_at_checked(length)?;
        let nodes = match tag {
            OCTET_STRING => Self::read(value).map(|node| vec![node]),
            _ if tag & 0x20 != 0 => Self::all(value),
            _ => None,
        };
        let content = nodes.map_or_else(|| Content::Bytes(value.to_vec()), Content::Nodes);
        Some((Self { tag, content }, rest))
    }

    fn all(mut bytes: &[u8]) -> Option<Vec<Self>> {
        let mut nodes = Vec::new();
        while !bytes.is_empty() {
            let node;
            (node, bytes) = Self::first(bytes)?;
            nodes.push(node);
        }
        Some(nodes)
    }

    /// Writes it, with lengths as DER has them.
    ///
    /// # Panics
    /// Never: a length has few octets.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let value = match &self.content {
            Content::Bytes(bytes) => bytes.clone(),
            Content::Nodes(nodes) => nodes.iter().flat_map(Self::write).collect(),
        };
        let mut written = vec![self.tag];
        match u8::try_from(value.len()) {
            Ok(short) if short < 0x80 => written.push(short),
            _ => {
                let octets = value.len().to_be_bytes();
                let octets: Vec<u8> = octets.into_iter().skip_while(|&octet| octet == 0).collect();
                written.push(0x80 | u8::try_from(octets.len()).expect("few octets"));
                written.extend(octets);
            }
        }
        written.extend(value);
        written
    }

    /// The tags in it.
    #[must_use]
    pub fn nodes(&self) -> &[Self] {
        match &self.content {
            Content::Nodes(nodes) => nodes,
            Content::Bytes(_) => &[],
        }
    }

    /// The tags in it, to change.
    pub fn nodes_mut(&mut self) -> Option<&mut Vec<Self>> {
        match &mut self.content {
            Content::Nodes(nodes) => Some(nodes),
            Content::Bytes(_) => None,
        }
    }

    /// How many tags it is, itself included.
    #[must_use]
    pub fn count(&self) -> usize {
        1 + self.nodes().iter().map(Self::count).sum::<usize>()
    }

    /// One of them by its number in the order of writing; 0 is itself.
    pub fn nth(&mut self, number: usize) -> Option<&mut Self> {
        let Some(mut number) = number.checked_sub(1) else {
            return Some(self);
        };
        for node in self.nodes_mut()? {
            let count = node.count();
            if number < count {
                return node.nth(number);
            }
            number -= count;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pkits;

    #[test]
    fn every_certificate_of_pkits_is_written_as_it_was_read() {
        for case in pkits::cases() {
            let node = Node::read(&case.leaf).expect("DER");
            assert_eq!(node.write(), case.leaf, "{}", case.id);
            let mut all = node.clone();
            let last = node.count() - 1;
            assert!(all.nth(last).is_some() && all.nth(last + 1).is_none());
        }
    }
}
