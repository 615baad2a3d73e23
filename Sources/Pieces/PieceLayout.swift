import Foundation

/// Which files make up a piece, and what they are called.
enum PieceLayout {
    static let settings = "piece.json"
    static let timeline = "timeline.json"

    static func movement(_ phrase: String) -> String { "phrases/\(phrase).bvh" }
    static func ledger(_ phrase: String) -> String { "phrases/\(phrase).json" }
    static func rig(_ name: String) -> String { "rigs/\(name).bvh" }

    /// The folders that hold files of a piece; empty is the top.
    static let folders = ["", "phrases", "rigs", "taste"]

    /// What a path of a piece is about.
    enum Subject: Hashable {
        case settings
        case timeline
        case movement(String)
        case ledger(String)
        case rig(String)
        case taste(String)
    }

    /// What the file at `path` is about; nil when it is no file of a piece and so never ours to touch.
    static func subject(of path: String) -> Subject? {
        if path == settings { return .settings }
        if path == timeline { return .timeline }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let dot = parts[1].lastIndex(of: ".") else { return nil }
        let name = String(parts[1][..<dot])
        guard Name.isValid(name) else { return nil }
        switch (parts[0], parts[1][dot...]) {
        case ("phrases", ".bvh"): return .movement(name)
        case ("phrases", ".json"): return .ledger(name)
        case ("rigs", ".bvh"): return .rig(name)
        case ("taste", ".json"): return .taste(name)
        default: return nil
        }
    }

    static func isPieceFile(_ path: String) -> Bool { subject(of: path) != nil }

    /// What to do about a damaged file: bring back the saved one, by the path that a person would type.
    static func remedy(forFileAt path: String) -> String {
        let parts = path.split(separator: "/").suffix(2).map(String.init)
        let two = parts.joined(separator: "/")
        let relative = isPieceFile(two) ? two : parts.last ?? path
        return "correct the line, or bring back the saved file: choreo restore \(relative)"
    }
}
