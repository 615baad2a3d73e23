public import Diagnostics
import Foundation

extension GitRepository {
    /// Clears away what a killed command of ours may have left: locks of references and of the index, and
    /// temporary files in `folders` of the work tree.
    ///
    /// Call it with the lock held, and only when the previous holder was killed. References are locked for
    /// milliseconds at a time by git and by us alike, so a lock that is still there after a second belongs to nobody.
    /// The index may be locked by git for as long as an editor is open; that lock is removed only when it carries
    /// our own mark (``indexLockMark``).
    public func clearLeftovers(inFolders folders: [String]) throws(Problem) {
        let locks = referenceLocks()
        if !locks.isEmpty {
            usleep(1_000_000)
            for path in locks where Set(referenceLocks()).contains(path) { unlink(path) }
        }
        clearOwnIndexLock()
        for relative in folders {
            let path = relative.isEmpty ? folder : folder + "/" + relative
            for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            where Self.isTemporary(name) {
                unlink(path + "/" + name)
            }
        }
    }

    /// Whether a file name is one of `Files.AtomicFile`'s temporary ones: `.`, digits, `.part`, and an extension.
    private static func isTemporary(_ name: String) -> Bool {
        guard name.hasPrefix("."), let end = name.range(of: ".part") else { return false }
        let number = name[..<end.lowerBound].dropFirst()
        let rest = name[end.upperBound...]
        return !number.isEmpty && number.allSatisfy(\.isNumber) && (rest.isEmpty || rest.hasPrefix("."))
    }

    private func referenceLocks() -> [String] {
        let fixed = [privateFolder + "HEAD.lock", storeFolder + "packed-refs.lock"]
        let walked =
            FileManager.default.enumerator(atPath: storeFolder + "refs")?.compactMap { $0 as? String } ?? []
        let references = walked.filter { $0.hasSuffix(".lock") }.map { storeFolder + "refs/" + $0 }
        return (fixed + references).filter { access($0, F_OK) == 0 }
    }
}
