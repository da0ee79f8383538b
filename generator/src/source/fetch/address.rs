//! Which network addresses are on the public internet, and which belong to a machine or a network of somebody.
//!
//! Pure: takes an address, gives its kind. Must never look a name up.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whose an address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Anybody's.
    Public,
    /// This machine's own.
    Loopback,
    /// A private network's, a link's, or one that is reserved.
    Private,
}

/// The kind of an address. IPv6 addresses that carry an IPv4 address are of that one's kind.
pub(super) fn kind(address: IpAddr) -> Kind {
    match address {
        IpAddr::V4(v4) => kind_v4(v4),
        IpAddr::V6(v6) => match carried(v6) {
            Some(v4) => kind_v4(v4),
            None => kind_v6(v6),
        },
    }
}

fn kind_v4(address: Ipv4Addr) -> Kind {
    let [a, b, c, _] = address.octets();
    let reserved = address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b));
    match (address.is_loopback(), reserved) {
        (true, _) => Kind::Loopback,
        (_, true) => Kind::Private,
        _ => Kind::Public,
    }
}

fn kind_v6(address: Ipv6Addr) -> Kind {
    if address.is_loopback() {
        return Kind::Loopback;
    }
    let [first, second, ..] = address.segments();
    // What is not global unicast (2000::/3) is a link's, a site's, or reserved.
    let global = first & 0xe000 == 0x2000;
    let documentation = first == 0x2001 && second == 0x0db8;
    match global && !documentation {
        true => Kind::Public,
        false => Kind::Private,
    }
}

/// The IPv4 address that an IPv6 address stands for: mapped, compatible, of a translator (64:ff9b::/96) or of 6to4.
fn carried(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let segments = address.segments();
    let v4 = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match segments {
        [0, 0, 0, 0, 0, 0, 0, 0 | 1] => None,
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            Some(v4(high, low))
        }
        [0x2002, high, low, ..] => Some(v4(high, low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_apart() {
        for (text, expected) in [
            ("93.184.216.34", Kind::Public),
            ("2606:4700::1", Kind::Public),
            ("::ffff:93.184.216.34", Kind::Public),
            ("127.0.0.1", Kind::Loopback),
            ("127.8.9.1", Kind::Loopback),
            ("::1", Kind::Loopback),
            ("::ffff:127.0.0.1", Kind::Loopback),
            ("10.1.2.3", Kind::Private),
            ("172.16.0.1", Kind::Private),
            ("192.168.1.1", Kind::Private),
            ("169.254.169.254", Kind::Private),
            ("100.64.0.1", Kind::Private),
            ("198.19.0.1", Kind::Private),
            ("0.0.0.0", Kind::Private),
            ("255.255.255.255", Kind::Private),
            ("224.0.0.1", Kind::Private),
            ("::", Kind::Private),
            ("fe80::1", Kind::Private),
            ("fd00::1", Kind::Private),
            ("ff02::1", Kind::Private),
            ("2001:db8::1", Kind::Private),
            ("::ffff:10.0.0.1", Kind::Private),
            ("::10.0.0.1", Kind::Private),
            ("64:ff9b::169.254.169.254", Kind::Private),
            ("2002:a00:1::1", Kind::Private),
        ] {
            assert_eq!(kind(text.parse().unwrap()), expected, "{text}");
        }
    }
}
