import BVHFormat
import Diagnostics
import Files
import Film
import Foundation
import MotionIO

/// A folder of proposals, as a person looks at them: movements, a record, and a picture sheet.
enum ProposalFolder {
    /// The record of how they were made; it is written last, so where it is, the others are whole.
    static let record = "proposals.json"
    /// The picture sheet.
    static let sheet = "sheet.png"

    /// The file of the proposal of a rank, from 1.
    static func movement(_ rank: Int) -> String { "proposal-\(rank).bvh" }

    /// Whether a file name is one that we give, and so may replace when asked to.
    static func isOurs(_ name: String) -> Bool {
        if name == record || name == sheet { return true }
        guard name.hasPrefix("proposal-"), name.hasSuffix(".bvh") else { return false }
        return Int(name.dropFirst("proposal-".count).dropLast(".bvh".count)) != nil
    }

    /// Writes proposals into `folder`, all or nothing; those of an earlier run are replaced.
    ///
    /// - Parameters:
    ///   - withContext: Puts the phrase before each proposal.
    ///   - withSheet: Draws the picture sheet as well.
    /// - Throws: ``Problem`` when the folder cannot be written or the sheet cannot be drawn.
    static func write(
        _ batch: ProposalBatch, to folder: String, withContext: Bool, withSheet: Bool
    ) throws {
        // Drawn and encoded first: what is slow or may fail comes before anything is written.
        let picture = try withSheet ? batch.sheet() : nil
        let record = try batch.record()
        try AtomicFolder.fill(folder, sealedBy: Self.record, removing: isOurs) {
            (temporary) throws(Problem) in
            for (index, entry) in batch.entries.enumerated() {
                let document =
                    withContext ? batch.phrase.document.appending(entry.document) : entry.document
                try document.write(to: temporary + "/" + movement(index + 1))
            }
            if let picture { try PNG.write(picture, to: temporary + "/" + sheet) }
            try AtomicFile.write(record, to: temporary + "/" + Self.record)
        }
    }
}
