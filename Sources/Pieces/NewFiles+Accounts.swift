import BVHFormat
import Diagnostics
import GitStore

extension NewFiles {
    /// Brings the account of every phrase in line with its movement.
    ///
    /// A movement file that was put into `phrases/` by hand becomes captured movement of `author`; one that was edited by
    /// hand has the frames and joints that changed marked as edited by `author`; one that only is written differently is
    /// put back into canonical form; an account whose movement is gone goes too.
    ///
    /// - Parameters:
    ///   - author: Who saves.
    ///   - proposed: Accounts of the kept proposals, by their movements; such a file is the network's, not `author`'s.
    /// - Returns: A sentence for each thing that was put in order.
    mutating func bringAccountsUpToDate(
        by author: Signature, proposed: [ObjectID: KnownProposal]
    ) throws(Problem) -> [String] {
        var notes: [String] = []
        for path in paths.sorted() {
            switch PieceLayout.subject(of: path) {
            case .movement(let name):
                let note = try bringAccountUpToDate(of: name, by: author, proposed: proposed)
                if let note { notes.append(note) }
            case .ledger(let name) where entry(PieceLayout.movement(name)) == nil:
                remove(path)
                notes.append("\(name) is gone, and its account with it")
            default: break
            }
        }
        return notes
    }

    /// Checks that what is about to be saved can be read again and fits together.
    ///
    /// - Throws: ``Problem`` at the first file that is damaged, or a placement of a phrase that there is not.
    func check() throws(Problem) {
        _ = try settings()
        let phrases = Set(
            paths.compactMap { path in
                if case .movement(let name) = PieceLayout.subject(of: path) { name } else { nil }
            })
        for placement in try timeline().placements where !phrases.contains(placement.phrase) {
            throw Problem(
                "the timeline places `\(placement.phrase)`, which is not in the piece",
                at: .file(folder + "/" + PieceLayout.timeline), expected: "one of the piece's phrases",
                found: phrases.isEmpty ? "a piece without phrases" : phrases.sorted().joined(separator: ", "),
                remedy:
                    "take its line out of timeline.json, or bring it back: choreo restore \(placement.phrase)"
            )
        }
    }

    private mutating func bringAccountUpToDate(
        of name: String, by author: Signature, proposed: [ObjectID: KnownProposal]
    ) throws(Problem) -> String? {
        let path = PieceLayout.movement(name)
        var ledger = try ledger(name)
        guard let entry = entry(path), entry.id != ledger?.movement else { return nil }
        let document = try BVHDocument.parse(repository.readBlob(entry.id), path: folder + "/" + path)
        guard document.frameCount > 0 else {
            throw Problem(
                "the phrase `\(name)` has no frames", at: .file(folder + "/" + path),
                expected: "at least one frame", found: "none", remedy: "bring it back: choreo restore \(name)"
            )
        }
        let canonical = document.serialized()
        let movement = try GitRepository.blobID(of: canonical)
        if movement != entry.id { try write(canonical, to: path) }
        if movement == ledger?.movement { return "\(name) was put back into its usual form" }

        let note: String
        if let kept = proposed[movement] {
            let rig = try addRig(of: document, as: ledger?.rig ?? name)
            var whole = Ledger(of: document, movement: movement, rig: rig, origin: kept.origin)
            whole.adopt(kept.spans, of: Ledger.labels(of: document))
            whole.notes = ledger?.notes ?? []
            ledger = whole
            note = "\(name) is a proposal that was put here by hand; its account says so"
        } else if var known = ledger {
            let origin = Origin.Edited(
                by: author.name, at: author.time,
                parent: Origin.Parent(phrase: name, movement: known.movement))
            let old: BVHDocument? =
                if try repository.contains(known.movement) {
                    try BVHDocument.parse(repository.readBlob(known.movement), path: path)
                } else { nil }
            if let changes = old.flatMap({ document.changes(since: $0) }) {
                let names = Ledger.labels(of: document)
                for change in changes {
                    known.mark(frames: change.frames, joints: change.joints, of: names, as: .edited(origin))
                }
                known.movement = movement
                ledger = known
            } else {
                // Another rig, rate or length: nothing can be carried over frame by frame.
                var whole = Ledger(
                    of: document, movement: movement, rig: try addRig(of: document, as: known.rig ?? name),
                    origin: .edited(origin))
                whole.notes = known.notes
                ledger = whole
            }
            note = "\(name) was edited by hand; its account now says so"
        } else {
            let origin = Origin.Captured(by: author.name, source: nil)
            ledger = Ledger(
                of: document, movement: movement, rig: try addRig(of: document, as: name),
                origin: .captured(origin))
            note = "\(name) was put here by hand; its account says that it is \(author.name)'s"
        }
        if let ledger { try write(ledger.serialized(), to: PieceLayout.ledger(name)) }
        return note
    }
}

extension BVHDocument {
    /// The frames and joints whose values differ from an earlier state of the same phrase.
    ///
    /// For each joint the frames from its first change to its last; joints with the same frames are taken together.
    /// - Returns: nil when the rig, the rate or the number of frames differs, so that frames do not correspond.
    func changes(since earlier: BVHDocument) -> [(frames: Range<Int>, joints: Set<String>)]? {
        guard earlier.joints == joints, earlier.frameTime == frameTime, earlier.frameCount == frameCount
        else {
            return nil
        }
        var changed: [Range<Int>: Set<String>] = [:]
        for (joint, name) in zip(joints, Ledger.labels(of: self)) {
            let columns = joint.firstChannel..<joint.firstChannel + joint.channels.count
            let frames = (0..<frameCount).filter { frame in
                columns.contains {
                    values[frame * channelCount + $0] != earlier.values[frame * channelCount + $0]
                }
            }
            guard let first = frames.first, let last = frames.last else { continue }
            changed[first..<last + 1, default: []].insert(name)
        }
        return changed.sorted {
            ($0.key.lowerBound, $0.key.upperBound) < ($1.key.lowerBound, $1.key.upperBound)
        }
        .map { ($0.key, $0.value) }
    }
}
