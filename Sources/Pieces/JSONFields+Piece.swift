import Diagnostics
import Foundation
import GitStore
import JSON

extension JSONFields {
    /// Begins to read `value`, an object in a file of a piece.
    init(_ value: JSONValue, called name: String, path: String) throws(Problem) {
        try self.init(value, called: name, path: path, remedy: PieceLayout.remedy(forFileAt: path))
    }
}

extension JSONValue {
    /// A moment in ISO 8601, in UTC and whole seconds: `2025-03-01T18:30:00Z`.
    static func moment(_ seconds: Int64) -> JSONValue {
        .string(Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601))
    }

    /// Seconds since 1970 of a moment in ISO 8601.
    var moment: Int64? {
        string.flatMap { try? Date($0, strategy: .iso8601) }.map { Int64($0.timeIntervalSince1970.rounded()) }
    }

    /// The texts of a list that holds nothing else.
    var texts: [String]? {
        let texts = array?.compactMap(\.string)
        return texts?.count == array?.count ? texts : nil
    }

    /// An object's id.
    var objectID: ObjectID? { string.flatMap { ObjectID(hex: $0) } }
}
