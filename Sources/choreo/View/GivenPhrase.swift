import BVHFormat
import Diagnostics
import Files
import Foundation
import GitStore
import MotionIO
import Pieces

/// The phrase that a folder of proposals follows, found by its name and recognised by its movement.
///
/// The record beside proposals tells both, but no path, since folders move.
struct GivenPhrase {
    private let path: String

    /// Looks for it beside the folder, in it, in the current folder, and among the phrases of the piece around.
    init?(of record: ProposalRecord, near folder: String) {
        guard let parent = record.parent else { return nil }
        let piece = (try? Piece.enclosing(folder)) ?? (try? Piece.enclosing("."))
        let places = [folder + "/..", folder, "."] + (piece.map { [$0.folder + "/phrases"] } ?? [])
        let candidates = places.flatMap { place in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
            return names.filter { $0.hasSuffix(".bvh") && Self.slug($0) == parent.phrase }
                .map { place + "/" + $0 }
        }
        let found = candidates.first { path in
            guard let document = try? BVHDocument.read(path) else { return false }
            return (try? GitRepository.blobID(of: document.serialized())) == parent.movement
        }
        guard let found else { return nil }
        path = found
    }

    /// Reads it; nil when it has gone since.
    func read(_ maker: TakeMaker) -> MotionFile? { try? maker.read(path) }

    private static func slug(_ file: String) -> String? {
        try? Name.slug((file as NSString).deletingPathExtension, for: "a phrase")
    }
}

/// The draft of a piece that was written out into a folder.
struct KeptDraft {
    let draft: Draft
    /// The piece's folder.
    let folder: String

    /// Looks for it in the piece around the folder or around the current one: its record is the same, byte for byte.
    init?(of record: String, near folder: String) {
        guard let bytes = try? FileBytes.read(record) else { return nil }
        for place in [folder, "."] {
            guard let piece = try? Piece.enclosing(place), let drafts = try? piece.drafts() else { continue }
            if let draft = drafts.first(where: { (try? piece.record(of: $0.name)) == bytes }) {
                (self.draft, self.folder) = (draft, piece.folder)
                return
            }
        }
        return nil
    }
}
