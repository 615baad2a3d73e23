import CGit2

/// The name of a git object: the SHA-1 of its content, as 40 lower-case hexadecimal digits.
public struct ObjectID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// 40 lower-case hexadecimal digits.
    public let hex: String

    /// Creates an id from 40 hexadecimal digits; nil when `hex` is anything else.
    public init?(hex: String) {
        guard hex.utf8.count == 40, hex.utf8.allSatisfy({ Self.isHexDigit($0) }) else { return nil }
        self.hex = hex.lowercased()
    }

    /// The first eight digits, for people.
    public var short: String { String(hex.prefix(8)) }

    /// The 40 digits.
    public var description: String { hex }

    /// Orders by digits, so that lists of ids are deterministic.
    public static func < (left: ObjectID, right: ObjectID) -> Bool { left.hex < right.hex }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}

extension ObjectID {
    /// The id as libgit2 hands it out.
    init(_ raw: git_oid) {
        let digits = Array("0123456789abcdef".utf8)
        var raw = raw
        let text = withUnsafeBytes(of: &raw) { $0.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] } }
        hex = String(decoding: text, as: UTF8.self)
    }

    /// The id as libgit2 takes it.
    var raw: git_oid {
        var raw = git_oid()
        // 40 hexadecimal digits are checked on the way in, so this conversion has no failure.
        git_oid_fromstrn(&raw, hex, hex.utf8.count)
        return raw
    }
}
