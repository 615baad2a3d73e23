public import BVHFormat
public import Diagnostics
public import GitStore

extension Piece {
    /// Keeps proposals as a draft, beside the work.
    ///
    /// - Throws: ``Problem`` when the phrase they continue is not in the piece, or there are none.
    @discardableResult
    public func keep(_ new: NewDraft, by author: Signature) throws(Problem) -> Draft {
        let parent = try phrase(new.parent).name
        return try perform(.propose, by: author) { (standing) throws(Problem) in
            guard let movement = standing.files[PieceLayout.movement(parent)]?.id, !new.proposals.isEmpty
            else {
                throw Problem(
                    "there are no proposals to keep", at: .file(folder), expected: "at least one proposal",
                    found: "none", remedy: "ask for some: choreo propose --after \(parent)")
            }
            let others = try drafts()
            var draft = Draft(
                name: Name.free(parent, besides: others.map(\.name)),
                number: (others.map(\.number).max() ?? 0) + 1,
                parent: Origin.Parent(phrase: parent, movement: movement), command: new.command,
                version: new.version, checkpoint: new.checkpoint, styles: new.styles, seed: new.seed,
                isVariation: new.isVariation,
                proposals: [])
            var files: [String: TreeEntry?] = [
                Draft.proposalsFile: TreeEntry(try repository.writeBlob(new.record))
            ]
            for (index, proposal) in new.proposals.enumerated() {
                draft.proposals.append(
                    Draft.Proposal(
                        number: index + 1, seed: proposal.seed, why: proposal.why, quoted: proposal.quoted,
                        decision: nil))
                files[Draft.file(index + 1)] = TreeEntry(
                    try repository.writeBlob(proposal.document.serialized()))
            }
            files[Draft.recordFile] = TreeEntry(try repository.writeBlob(draft.serialized()))
            let summary = "proposed \(draft.proposals.count) phrases after \(parent)"
            let commit = try repository.writeCommit(
                tree: repository.editTree(nil, files), parents: [], author: author, message: summary)
            return (Intention(summary: summary, references: [Draft.reference(draft.name): commit]), draft)
        }
    }

    /// All drafts, the newest first.
    public func drafts() throws(Problem) -> [Draft] {
        var drafts: [Draft] = []
        for (reference, commit) in try repository.references(under: Draft.prefix) {
            drafts.append(try readDraft(String(reference.dropFirst(Draft.prefix.count)), at: commit))
        }
        return drafts.sorted { $0.number > $1.number }
    }

    /// A draft by name; without one, the newest.
    ///
    /// - Throws: ``Problem`` when there is none.
    public func draft(_ name: String? = nil) throws(Problem) -> Draft {
        let drafts = try drafts()
        let found =
            name.map { name in drafts.first { Name.folded($0.name) == Name.folded(name) } } ?? drafts.first
        if let found { return found }
        throw Problem(
            name.map { "there is no draft `\($0)`" } ?? "there are no proposals here", at: .file(folder),
            expected: "a draft of this piece",
            found: drafts.isEmpty ? "none" : drafts.map(\.name).joined(separator: ", "),
            remedy: drafts.isEmpty
                ? "ask for proposals: choreo propose --after PHRASE"
                : "name one of these, or none for the newest")
    }

    /// The movement of a proposal.
    ///
    /// - Parameters:
    ///   - number: The proposal's number, from 1.
    ///   - draft: The draft's name; nil for the newest.
    public func proposal(_ number: Int, of draft: String? = nil) throws(Problem) -> BVHDocument {
        let draft = try self.draft(draft)
        let proposal = try self.proposal(number, in: draft)
        let file = Draft.file(proposal.number)
        return try BVHDocument.parse(read(file, of: draft.name), path: "\(draft.name)/\(file)")
    }

    /// The phrase that a draft's proposals follow, as it was then; nil where git has forgotten it.
    public func given(of draft: Draft) throws(Problem) -> BVHDocument? {
        guard try repository.contains(draft.parent.movement) else { return nil }
        let bytes = try repository.readBlob(draft.parent.movement)
        return try BVHDocument.parse(bytes, path: PieceLayout.movement(draft.parent.phrase))
    }

    /// The `proposals.json` with which a draft was made, byte for byte.
    public func record(of draft: String? = nil) throws(Problem) -> [UInt8] {
        try read(Draft.proposalsFile, of: self.draft(draft).name)
    }

    // MARK: decisions

    /// Takes a proposal into the piece; as ``accept(_:of:isPlaced:by:)`` for one, under a name of one's own.
    ///
    /// - Parameter name: What to call the phrase, in any words; nil for the parent's name and the number.
    @discardableResult
    public func accept(
        _ number: Int, of draft: String? = nil, as name: String? = nil, isPlaced: Bool = true,
        by author: Signature
    ) throws(Problem) -> Addition {
        try accept([(number, name)], of: draft, isPlaced: isPlaced, by: author)[0]
    }

    /// Takes proposals into the piece: their movement, an account of who made and who accepted it, and placements.
    ///
    /// It is one operation: all are accepted or none. The first is placed after the draft's parent, each further one
    /// after the one before it.
    ///
    /// - Parameters:
    ///   - numbers: The proposals' numbers, from 1; at least one.
    ///   - draft: The draft's name; nil for the newest.
    ///   - isPlaced: Whether to put them into the timeline.
    ///   - author: Who accepts them.
    /// - Throws: ``Problem`` when there is no such proposal, it is in the piece already, or the name is taken.
    @discardableResult
    public func accept(
        _ numbers: [Int], of draft: String? = nil, isPlaced: Bool = true, by author: Signature
    ) throws(Problem) -> [Addition] {
        try accept(numbers.map { ($0, nil) }, of: draft, isPlaced: isPlaced, by: author)
    }

    private func accept(
        _ choices: [(number: Int, name: String?)], of draft: String?, isPlaced: Bool, by author: Signature
    ) throws(Problem) -> [Addition] {
        try perform(.accept, by: author) { (standing) throws(Problem) in
            var draft = try self.draft(draft)
            var files = NewFiles(standing, in: repository, folder: folder)
            var additions: [Addition] = []
            for (number, name) in choices {
                let (phrase, account) = try add(number, of: draft, as: name, to: &files, by: author)
                let previous = additions.last?.phrase ?? draft.parent.phrase
                let placed = try isPlaced ? files.place(phrase, after: previous) : nil
                draft.proposals[number - 1].decision = Draft.Decision(
                    verdict: .accepted(as: phrase), by: author.name, at: author.time)
                additions.append(
                    Addition(
                        phrase: phrase, placement: placed?.placement, moved: placed?.moved ?? 0,
                        account: account))
            }
            let accepted = zip(choices, additions).map { "\($0.number) as \($1.phrase)" }
            let summary =
                "accepted \(choices.count == 1 ? "proposal" : "proposals") "
                + "\(accepted.joined(separator: ", ")), after \(draft.parent.phrase)"
            let intention = Intention(
                summary: summary, files: files.entries,
                references: [Draft.reference(draft.name): try write(draft, by: author, summary)])
            return (intention, additions)
        }
    }

    /// Adds one proposal as a phrase, and returns the phrase's name and account.
    private func add(
        _ number: Int, of draft: Draft, as name: String?, to files: inout NewFiles, by author: Signature
    ) throws(Problem) -> (phrase: String, account: Ledger) {
        let proposal = try self.proposal(number, in: draft)
        if case .accepted(let phrase) = proposal.decision?.verdict, files.phraseNames.contains(phrase) {
            throw Problem(
                "proposal \(number) was accepted already", at: .file(folder), expected: "another proposal",
                found: "the phrase `\(phrase)`", remedy: "take that phrase, or accept another number")
        }
        let parent = draft.parent
        let phrase =
            try name.map { (name) throws(Problem) in try Name.slug(name, for: "a phrase") }
            ?? Name.free("\(parent.phrase)-\(number)", besides: files.phraseNames)
        let file = Draft.file(number)
        let document = try BVHDocument.parse(read(file, of: draft.name), path: "\(draft.name)/\(file)")
        let known = KnownProposal(
            proposal, of: draft, frames: document.frameCount, acceptedBy: author)
        let rig = try files.ledger(parent.phrase)?.rig
        let kept =
            try draft.isVariation ? files.spans(keptOf: parent, in: document, madeAs: known.origin) : nil
        return (
            phrase,
            try files.addPhrase(
                document, as: phrase, rig: rig, origin: known.origin, lead: kept ?? known.spans,
                notes: proposal.notes)
        )
    }

    /// Marks proposals as not wanted, all or none.
    ///
    /// They stay in the draft, can be read, and can be accepted later.
    ///
    /// - Throws: ``Problem`` when there is no such proposal, or it is in the piece.
    public func reject(_ numbers: [Int], of draft: String? = nil, by author: Signature) throws(Problem) {
        try perform(.reject, by: author) { (standing) throws(Problem) in
            var draft = try self.draft(draft)
            var rejected: [String] = []
            for number in numbers {
                switch try proposal(number, in: draft).decision?.verdict {
                case .rejected: continue
                case .accepted(let phrase) where standing.phraseNames.contains(phrase):
                    throw Problem(
                        "proposal \(number) is in the piece", at: .file(folder),
                        expected: "a proposal that waits",
                        found: "the phrase `\(phrase)`", remedy: "take it out first: choreo undo")
                default: break
                }
                draft.proposals[number - 1].decision = Draft.Decision(
                    verdict: .rejected, by: author.name, at: author.time)
                rejected.append("\(number)")
            }
            guard !rejected.isEmpty else { return (nil, ()) }
            let summary =
                "rejected \(rejected.count == 1 ? "proposal" : "proposals") "
                + "\(rejected.joined(separator: ", ")) after \(draft.parent.phrase)"
            let commit = try write(draft, by: author, summary)
            return (Intention(summary: summary, references: [Draft.reference(draft.name): commit]), ())
        }
    }

    /// The movements of all kept proposals, by what git calls their content, each with its account.
    ///
    /// A proposal may come into the piece by another way than accepting: its file is written out, then added or copied.
    /// It is the network's movement all the same, and the ledger must say so.
    /// - Parameter author: Who lets it in.
    func proposedMovements(acceptedBy author: Signature) throws(Problem) -> [ObjectID: KnownProposal] {
        var known: [ObjectID: KnownProposal] = [:]
        for (reference, commit) in try repository.references(under: Draft.prefix) {
            // A damaged draft must not stand in the way of saving.
            guard let draft = try? readDraft(String(reference.dropFirst(Draft.prefix.count)), at: commit),
                let tree = try? repository.commit(commit).tree
            else { continue }
            for proposal in draft.proposals {
                guard let entry = try repository.entry(at: Draft.file(proposal.number), in: tree) else {
                    continue
                }
                known[entry.id] = KnownProposal(proposal, of: draft, frames: nil, acceptedBy: author)
            }
        }
        return known
    }

    // MARK: the store

    private func readDraft(_ name: String, at commit: ObjectID) throws(Problem) -> Draft {
        let tree = try repository.commit(commit).tree
        guard let entry = try repository.entry(at: Draft.recordFile, in: tree) else {
            throw Problem(
                "the draft `\(name)` is damaged", at: .file(Draft.reference(name)),
                expected: Draft.recordFile,
                found: "no such file", remedy: "drop it: git update-ref -d \(Draft.reference(name))")
        }
        return try Draft(repository.readBlob(entry.id), name: name)
    }

    private func read(_ file: String, of draft: String) throws(Problem) -> [UInt8] {
        let reference = Draft.reference(draft)
        guard let commit = try repository.reference(reference),
            let entry = try repository.entry(at: file, in: repository.commit(commit).tree)
        else {
            throw Problem(
                "the draft `\(draft)` is damaged", at: .file(reference), expected: file,
                found: "no such file",
                remedy: "drop it: git update-ref -d \(reference)")
        }
        return try repository.readBlob(entry.id)
    }

    /// Stores a draft whose decisions have changed, as a further commit; no reference moves.
    func write(_ draft: Draft, by author: Signature, _ summary: String) throws(Problem) -> ObjectID {
        let parent = try repository.reference(Draft.reference(draft.name))
        let old = try parent.map { (id) throws(Problem) in try repository.commit(id).tree }
        let record = TreeEntry(try repository.writeBlob(draft.serialized()))
        return try repository.writeCommit(
            tree: repository.editTree(old, [Draft.recordFile: record]), parents: parent.map { [$0] } ?? [],
            author: author, message: summary)
    }

    func proposal(_ number: Int, in draft: Draft) throws(Problem) -> Draft.Proposal {
        guard draft.proposals.indices.contains(number - 1) else {
            throw Problem(
                "there is no proposal \(number)", at: .file(folder),
                expected:
                    "\(draft.proposals.count == 1 ? "1" : "1 to \(draft.proposals.count)"), of the draft `\(draft.name)`",
                found: "\(number)",
                remedy:
                    "give one of these numbers, or ask for more: choreo propose --after \(draft.parent.phrase)"
            )
        }
        return draft.proposals[number - 1]
    }
}

/// The account of a kept proposal: its origin, and the spans of it that have origins of their own.
struct KnownProposal {
    let origin: Origin
    let spans: [Ledger.Span]

    /// - Parameter frames: Length of the proposal; nil where its file was not read, so that the draft is believed.
    init(_ proposal: Draft.Proposal, of draft: Draft, frames: Int?, acceptedBy author: Signature) {
        let origin = draft.origin(of: proposal, acceptedBy: author)
        let end = frames ?? proposal.quoted.map(\.frames.upperBound).max() ?? 0
        self.origin = .proposed(origin)
        spans = origin.spans(proposal.quoted, within: 0..<end)
    }
}
