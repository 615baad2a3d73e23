public import BVHFormat
public import Diagnostics
import Foundation
public import GitStore

extension Piece {
    /// What adding or accepting a phrase did.
    public struct Addition: Sendable, Equatable {
        /// The phrase's name in the piece.
        public var phrase: String
        /// Where it stands in the timeline; nil when it was not placed.
        public var placement: Placement?
        /// How many placements moved back to make room.
        public var moved: Int
        /// Where the movement comes from.
        public var account: Ledger
    }

    /// A phrase as a command hands it over to be added.
    public struct NewPhrase: Sendable {
        /// The movement; stored in the canonical text form.
        public var document: BVHDocument
        /// What to call it, in any words; see ``Name/slug(_:for:)``.
        public var name: String
        /// The name of the file it came from, for the account.
        public var source: String?
        /// What to call the rig if it is new to the piece; nil for the phrase's name.
        public var rig: String?
        /// What is known about proposals in the folder it came from.
        public var record: ProposalRecord?

        /// Creates a phrase to add.
        public init(
            _ document: BVHDocument, as name: String, source: String? = nil, rig: String? = nil,
            record: ProposalRecord? = nil
        ) {
            self.document = document
            self.name = name
            self.source = source
            self.rig = rig
            self.record = record
        }
    }

    /// Adds a phrase that a person danced or made; as ``add(_:isPlaced:by:)`` for one.
    @discardableResult
    public func add(
        _ document: BVHDocument, as name: String, source: String? = nil, rig: String? = nil,
        isPlaced: Bool = true, by author: Signature
    ) throws(Problem) -> Addition {
        try add([NewPhrase(document, as: name, source: source, rig: rig)], isPlaced: isPlaced, by: author)[0]
    }

    /// Adds phrases that a person danced or made: their movement, an account of each, their rigs, and placements.
    ///
    /// It is one operation: all are added or none, and one undo takes them back.
    ///
    /// - Parameters:
    ///   - phrases: At least one phrase.
    ///   - isPlaced: Whether to put them at the end of the timeline, in this order.
    ///   - author: Whose movement it is, and who adds it. What is a proposal, kept beside the piece or recorded in the
    ///     folder it came from, stays the network's, and `author` is who accepted it.
    /// - Throws: ``Problem`` when a name is taken or unusable, or a movement has no frames.
    @discardableResult
    public func add(
        _ phrases: [NewPhrase], isPlaced: Bool = true, by author: Signature
    ) throws(Problem) -> [Addition] {
        var named: [(name: String, phrase: NewPhrase)] = []
        for phrase in phrases { named.append((try Name.slug(phrase.name, for: "a phrase"), phrase)) }
        return try perform(.add, by: author) { (standing) throws(Problem) in
            var files = NewFiles(standing, in: repository, folder: folder)
            let proposed = try proposedMovements(acceptedBy: author)
            var additions: [Addition] = []
            for (name, phrase) in named {
                let movement = try GitRepository.blobID(of: phrase.document.serialized())
                let (origin, lead) =
                    if let kept = proposed[movement] { (kept.origin, kept.spans) } else {
                        try files.account(of: phrase, movement: movement, by: author)
                    }
                let account = try files.addPhrase(
                    phrase.document, as: name, rig: phrase.rig, origin: origin, lead: lead)
                let placed = try isPlaced ? files.place(name, after: nil) : nil
                additions.append(
                    Addition(
                        phrase: name, placement: placed?.placement, moved: placed?.moved ?? 0,
                        account: account))
            }
            let summary = "added " + named.map(\.name).joined(separator: ", ")
            return (Intention(summary: summary, files: files.entries), additions)
        }
    }
}

/// Files that an operation is about to change, over those that are there: reads see what was written before.
struct NewFiles {
    let standing: Standing
    let repository: GitRepository
    let folder: String
    private(set) var entries: [String: TreeEntry?] = [:]

    init(_ standing: Standing, in repository: GitRepository, folder: String) {
        self.standing = standing
        self.repository = repository
        self.folder = folder
    }

    /// The entry at a path after the changes so far.
    func entry(_ path: String) -> TreeEntry? {
        if let changed = entries[path] { return changed }
        return standing.files[path]
    }

    /// The paths after the changes so far.
    var paths: Set<String> { Set(standing.files.keys).union(entries.keys).filter { entry($0) != nil } }

    /// The names of the phrases after the changes so far, sorted.
    var phraseNames: [String] {
        paths.compactMap {
            if case .movement(let name) = PieceLayout.subject(of: $0) { name } else { nil }
        }.sorted()
    }

    func read(_ path: String) throws(Problem) -> [UInt8]? {
        guard let entry = entry(path) else { return nil }
        return try repository.readBlob(entry.id)
    }

    mutating func write(_ bytes: [UInt8], to path: String) throws(Problem) {
        entries[path] = .some(TreeEntry(try repository.writeBlob(bytes), mode: entry(path)?.mode ?? .file))
    }

    mutating func remove(_ path: String) { entries[path] = .some(nil) }

    // MARK: typed

    func settings() throws(Problem) -> PieceSettings {
        let path = folder + "/" + PieceLayout.settings
        guard let bytes = try read(PieceLayout.settings) else {
            throw Problem(
                "the piece has lost its settings", at: .file(path), expected: "piece.json",
                found: "no such file",
                remedy: "bring it back: choreo restore piece.json")
        }
        return try PieceSettings.parse(bytes, path: path)
    }

    func timeline() throws(Problem) -> Timeline {
        guard let bytes = try read(PieceLayout.timeline) else { return Timeline() }
        return try Timeline.parse(bytes, path: folder + "/" + PieceLayout.timeline)
    }

    /// The account of a phrase; nil when it has none.
    func ledger(_ phrase: String) throws(Problem) -> Ledger? {
        let path = PieceLayout.ledger(phrase)
        guard let bytes = try read(path) else { return nil }
        return try Ledger.parse(bytes, path: folder + "/" + path)
    }

    /// Adds movement with its account, and its rig if that is new.
    ///
    /// - Parameters:
    ///   - origin: Where the movement comes from.
    ///   - lead: Spans that have origins of their own.
    ///   - notes: What people noted about it before.
    /// - Returns: The account.
    mutating func addPhrase(
        _ document: BVHDocument, as name: String, rig: String?, origin: Origin, lead: [Ledger.Span] = [],
        notes: [String] = []
    ) throws(Problem) -> Ledger {
        let path = PieceLayout.movement(name)
        // A file or ledger left alone by the other is in the way too: writing over it would lose it.
        let clash = paths.sorted().first { other in
            [path, PieceLayout.ledger(name)].contains { Name.folded($0) == Name.folded(other) }
        }
        if let clash {
            throw Problem(
                "there is a phrase `\(name)` already", at: .file(folder + "/" + clash),
                expected: "a new name",
                found: "a phrase of that name",
                remedy: "choose another: --as \(Name.free(name, besides: phraseNames))")
        }
        guard document.frameCount > 0 else {
            throw Problem(
                "the phrase `\(name)` has no frames", at: .file(path), expected: "at least one frame",
                found: "none", remedy: "export the movement again, with its motion")
        }
        guard document.values.allSatisfy(\.isFinite) else {
            throw Problem(
                "the phrase `\(name)` has a value that is not a number", at: .file(path),
                expected: "finite numbers", found: "an infinite or undefined one",
                remedy: "export the movement again")
        }
        let bytes = document.serialized()
        try write(bytes, to: path)
        var ledger = Ledger(
            of: document, movement: try GitRepository.blobID(of: bytes),
            rig: try addRig(of: document, as: rig ?? name),
            origin: origin)
        ledger.adopt(lead, of: Ledger.labels(of: document))
        ledger.notes = notes
        try write(ledger.serialized(), to: PieceLayout.ledger(name))
        return ledger
    }

    /// Puts a phrase into the timeline; see ``Timeline``.
    mutating func place(
        _ phrase: String, after parent: String?
    ) throws(Problem) -> (placement: Placement, moved: Int) {
        let settings = try settings()
        var timeline = try timeline()
        let placed = try timeline.insert(
            phrase, after: parent, dancer: settings.dancers.first ?? "A", tempo: settings.tempo
        ) { (name) throws(Problem) in try ledger(name)?.seconds }
        try write(timeline.serialized(), to: PieceLayout.timeline)
        return placed
    }

    /// The name of the rig that a document moves; its rest pose becomes a file of the piece if it is new.
    mutating func addRig(of document: BVHDocument, as name: String) throws(Problem) -> String {
        let bytes = document.restPose.serialized()
        let id = try GitRepository.blobID(of: bytes)
        var names: [String] = []
        for path in paths.sorted() {
            guard case .rig(let known) = PieceLayout.subject(of: path) else { continue }
            if entry(path)?.id == id { return known }
            names.append(known)
        }
        let rig = Name.free(try Name.slug(name, for: "a rig"), besides: names)
        try write(bytes, to: PieceLayout.rig(rig))
        var settings = try settings()
        guard settings.defaultRig == nil || settings.frameRate == nil else { return rig }
        settings.defaultRig = settings.defaultRig ?? rig
        settings.frameRate = settings.frameRate ?? (1000 / document.frameTime).rounded() / 1000
        try write(settings.serialized(), to: PieceLayout.settings)
        return rig
    }
}

extension BVHDocument {
    /// The rig alone: one frame in which nothing is turned and every joint is at its offset.
    ///
    /// Position channels hold the offset, because a position replaces the offset where there is one. The frame time is
    /// that of a document without motion, so that equal rigs are equal files.
    var restPose: BVHDocument {
        let row = joints.flatMap { joint in
            joint.channels.map { $0.isRotation ? 0 : joint.offset[$0.axis] }
        }
        return BVHDocument(joints: joints, frameTime: 1.0 / 30, values: row)
    }
}
