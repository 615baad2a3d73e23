import BVHFormat
import Diagnostics
import Foundation

/// Reads files, writes them, and reads what was written: nothing may change.
enum RoundTrip {
    /// Prints how many files came back bit for bit, and every one that did not.
    ///
    /// - Parameter folders: Folders, searched through and through for files that end in `.bvh`.
    static func print(_ folders: [String]) throws {
        var (equal, refused, values) = (0, 0, 0)
        for folder in folders {
            let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
            for name in names.sorted() where name.lowercased().hasSuffix(".bvh") {
                let path = folder + "/" + name
                guard let document = try? BVHDocument.read(path) else {
                    refused += 1
                    continue
                }
                let again = try BVHDocument.parse(document.serialized(), path: path)
                guard isEqual(document, again) else { throw Failure("\(path) did not come back") }
                equal += 1
                values += document.values.count
            }
        }
        Swift.print("\(equal) files with \(values) values came back bit for bit; \(refused) are not readable")
    }

    /// Whether joints, channels and their order, names and frame time are equal, and values to the bit.
    private static func isEqual(_ left: BVHDocument, _ right: BVHDocument) -> Bool {
        left.joints == right.joints && left.frameTime.bitPattern == right.frameTime.bitPattern
            && left.values.elementsEqual(right.values) { $0.bitPattern == $1.bitPattern }
    }
}
