//! How much anybody may take: sessions, codes, publications, connections and time.

use core::net::{IpAddr, Ipv6Addr, SocketAddr};
use core::time::Duration;
use std::collections::{HashMap, VecDeque};

/// How much is given, to all and to each client. A client is an address, or whatever the
/// trusted proxy says.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Sessions that are under way at one place, without the staff's.
    pub sessions_of_place: usize,
    /// Of those, one client's.
    pub sessions_of_client: usize,
    /// Sessions that staff began. Nobody else takes their room.
    pub sessions_of_staff: usize,
    /// Requests that one session publishes.
    pub publications: u32,
    /// Wrong codes of one client within a minute.
    pub wrong_codes: usize,
    /// Connections that are open.
    pub connections: usize,
    /// Of those, one client's, where clients are known by their connection.
    pub connections_of_client: usize,
    /// How long a request's head may take to come, and a connection may stay idle.
    pub head: Duration,
    /// How long a request's body may take to come, all of it.
    pub body: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sessions_of_place: 1000,
            sessions_of_client: 200,
            sessions_of_staff: 200,
            publications: 64,
            wrong_codes: 20,
            connections: 512,
            connections_of_client: 64,
            head: Duration::from_secs(20),
            body: Duration::from_secs(20),
        }
    }
}

/// Who asks, as far as the network tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Client(IpAddr);

impl Client {
    /// By where the connection comes from.
    pub(crate) fn at(address: SocketAddr) -> Self {
        Self::of(address.ip())
    }

    /// By what a proxy adds at the end of a header: what stands before it, the client may
    /// have written.
    pub(crate) fn told(header: &str) -> Option<Self> {
        let last = header.rsplit(',').next().unwrap_or_default().trim();
        last.parse().ok().map(Self::of)
    }

    /// All of a network of IPv6 is one: whoever has it has all its addresses.
    fn of(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => {
                let network = u128::from(address) & (u128::MAX << 64);
                IpAddr::V6(Ipv6Addr::from(network))
            }
            address => address,
        })
    }
}

/// Wrong tries of each client within a minute.
#[derive(Debug, Default)]
pub(crate) struct Tries(HashMap<Client, VecDeque<i64>>);

const MINUTE: i64 = 60;
/// So many clients are remembered at most; the one that tried longest ago is forgotten.
const CLIENTS: usize = 10_000;

impl Tries {
    /// How many seconds a client has to wait before the next try, if it has to.
    pub(crate) fn wait(&mut self, client: Client, most: usize, at: i64) -> Option<i64> {
        let tries = self.0.get_mut(&client)?;
        while tries.front().is_some_and(|first| first + MINUTE <= at) {
            tries.pop_front();
        }
        if tries.is_empty() {
            self.0.remove(&client);
            return None;
        }
        let first = *tries.front()?;
        (tries.len() >= most).then(|| (first + MINUTE - at).max(1))
    }

    /// One more went wrong.
    pub(crate) fn wrong(&mut self, client: Client, at: i64) {
        if self.0.len() >= CLIENTS && !self.0.contains_key(&client) {
            let last = |tries: &VecDeque<i64>| tries.back().copied();
            self.0
                .retain(|_, tries| last(tries).is_some_and(|last| at < last + MINUTE));
            let oldest = self.0.iter().min_by_key(|(_, tries)| last(tries));
            let oldest = oldest.map(|(client, _)| *client);
            if let Some(oldest) = oldest.filter(|_| self.0.len() >= CLIENTS) {
                self.0.remove(&oldest);
            }
        }
        self.0.entry(client).or_default().push_back(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(last: u8) -> Client {
        Client::at(([192, 0, 2, last], 1).into())
    }

    #[test]
    fn a_client_is_the_last_address_of_the_header_and_a_whole_network_of_ipv6() {
        let told = |header| Client::told(header);
        assert_eq!(told("198.51.100.7, 192.0.2.1"), Some(client(1)));
        assert_eq!(told("::ffff:192.0.2.1"), Some(client(1)));
        assert_eq!(told("2001:db8::1"), told("2001:db8::ffff:2"));
        assert_ne!(told("2001:db8::1"), told("2001:db8:0:1::1"));
        for header in ["", "unknown", "192.0.2.1,", "192.0.2.1:80"] {
            assert_eq!(told(header), None, "{header}");
        }
    }

    #[test]
    fn tries_are_each_clients_own_and_as_many_clients_as_there_are_take_no_more_room() {
        let mut tries = Tries::default();
        for at in 0..3 {
            assert_eq!(tries.wait(client(1), 3, at), None);
            tries.wrong(client(1), at);
        }
        assert_eq!(tries.wait(client(1), 3, 10), Some(50));
        assert_eq!(tries.wait(client(2), 3, 10), None);
        assert_eq!(tries.wait(client(1), 3, 60), None);
        let address = |number: usize| u32::try_from(number).unwrap().to_be_bytes();
        for number in 0..=CLIENTS {
            tries.wrong(Client::at((address(number), 1).into()), 100);
        }
        assert!(tries.0.len() <= CLIENTS);
    }
}
