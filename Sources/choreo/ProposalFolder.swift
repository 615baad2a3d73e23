import BVHFormat
import Diagnostics
import Files
import Film
import Foundation
import Pieces
import Stage

/// A folder of proposals, as a person looks at them: movements, a record, and a picture sheet.
enum ProposalFolder {
    /// The record of how they were made; it is written last, so where it is, the others are whole.
    static let record = ProposalRecord.file
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

    /// A proposal as it goes into the folder.
    struct Row {
        /// Its movement.
        var document: BVHDocument
        /// The same, to be drawn.
        var performer: Performer
        /// One sentence why it is proposed.
        var why: String
        /// Where it was danced before; nil for one that is new.
        var source: String?
    }

    /// Writes proposals into `folder`, all or nothing; those of an earlier run are replaced.
    ///
    /// - Parameters:
    ///   - rows: The proposals in rank order.
    ///   - record: The bytes of the record.
    ///   - folder: Made if it is missing.
    ///   - title: A line above the picture sheet; nil for no sheet.
    /// - Throws: ``Problem`` when the folder cannot be written or the sheet cannot be drawn.
    static func write(
        _ rows: [Row], record: [UInt8], to folder: String, sheetTitled title: String?
    ) throws(Problem) {
        // Drawn first: what is slow or may fail comes before anything is written.
        let picture = try title.map { (title) throws(Problem) in try draw(rows, titled: title) }
        try AtomicFolder.fill(folder, sealedBy: Self.record, removing: isOurs) {
            (temporary) throws(Problem) in
            for (index, row) in rows.enumerated() {
                try row.document.write(to: temporary + "/" + movement(index + 1))
            }
            if let picture { try PNG.write(picture, to: temporary + "/" + sheet) }
            try AtomicFile.write(record, to: temporary + "/" + Self.record)
        }
    }

    private static func draw(_ rows: [Row], titled title: String) throws(Problem) -> Image {
        let lines = rows.enumerated().map { index, row in
            ContactSheet.Row(
                performer: row.performer, mark: "\(index + 1)",
                notes: ([row.why] + [row.source].compactMap(\.self)).map(\.printable))
        }
        return try ContactSheet(title: title.printable, rows: lines).draw(with: try Renderer())
    }
}
