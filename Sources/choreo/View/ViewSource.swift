import BVHFormat
import Diagnostics
import Files
import Foundation
import GitStore
import Motion
import MotionIO
import Pieces
import Stage

/// Something named on the command line that can be watched.
enum ViewSource: Sendable {
    /// Phrases, in the order in which they were named.
    case files([String])
    /// A folder of phrases or proposals.
    case folder(String)
    /// A piece, by its folder, with one of its drafts; nil for the newest.
    case piece(String, draft: String?)

    /// What takes there are, each with what it is to a piece.
    typealias Entry = (take: Take, seat: DecisionDesk.Seat)

    /// The sources that words of the command line name; a file belongs with the files beside it.
    static func all(_ paths: [String], draft: String?) throws(Problem) -> [ViewSource] {
        var sources: [ViewSource] = []
        for path in paths {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            if !isFolder.boolValue {
                if case .files(let others) = sources.last {
                    sources[sources.count - 1] = .files(others + [path])
                } else {
                    sources.append(.files([path]))
                }
            } else if FileManager.default.fileExists(atPath: path + "/piece.json") {
                sources.append(.piece(path, draft: draft))
            } else {
                sources.append(.folder(path))
            }
        }
        return sources
    }

    /// Reads everything.
    ///
    /// - Parameter given: The phrase that everything follows, where a person names one.
    /// - Throws: ``Problem`` when something cannot be read, or there is nothing.
    func entries(_ maker: TakeMaker, after given: String?) throws(Problem) -> [Entry] {
        switch self {
        case .files(let paths):
            let given = try given.map { (path) throws(Problem) in try maker.read(path) }
            var entries: [Entry] = []
            for path in paths {
                let file = try maker.read(path)
                let take = maker.take(
                    file, id: path, name: file.name, group: "files", after: given,
                    called: given?.name ?? "")
                entries.append((take, .loose(path: path)))
            }
            return entries
        case .folder(let folder): return try Self.folder(folder, maker, after: given)
        case .piece(let folder, let draft): return try Self.piece(folder, draft: draft, maker)
        }
    }

    /// Something that differs whenever ``entries(_:after:)`` would find something else.
    var stamp: String {
        switch self {
        case .files(let paths): paths.map(\.fileStamp).joined()
        case .folder(let folder): folder.folderStamp
        case .piece(let folder, _):
            ["", "/phrases"].map { (folder + $0).folderStamp }.joined()
                + ((try? Piece(at: folder).operations(limit: 1).first?.id.hex) ?? "")
        }
    }

    // MARK: Folders

    private static func folder(
        _ folder: String, _ maker: TakeMaker, after given: String?
    ) throws(Problem) -> [Entry] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        // 2 before 10.
        let files = names.filter { $0.lowercased().hasSuffix(".bvh") && !$0.hasPrefix(".") }
            .sorted { $0.compare($1, options: .numeric) == .orderedAscending }
        guard let first = files.first else {
            throw Problem(
                "there is nothing to watch in this folder", at: .file(folder),
                expected: "files ending in .bvh",
                found: names.isEmpty ? "an empty folder" : names.count.counted("other file"),
                remedy:
                    "name another folder, or make proposals: choreo propose PHRASE.bvh -o \(folder.printable)"
            )
        }
        func path(_ name: String) -> String { (folder as NSString).appendingPathComponent(name) }
        let record = try ProposalRecord.read(beside: path(first))
        let phrase =
            try given.map { (path) throws(Problem) in try maker.read(path) }
            ?? record.flatMap { GivenPhrase(of: $0, near: folder)?.read(maker) }
        let kept = record.flatMap { _ in KeptDraft(of: path(ProposalRecord.file), near: folder) }
        var entries: [Entry] = []
        for name in files {
            let file = try maker.read(path(name))
            let index = record?.proposals.firstIndex { $0.file == name }
            let proposal = index.flatMap { record?.proposals[$0] }
            let follows = proposal?.contextFrames == 0 && record?.isVariation == false || given != nil
            var take = maker.take(
                file, id: path(name), name: (name as NSString).deletingPathExtension, group: folder,
                after: follows ? phrase : nil, called: record?.parent?.phrase ?? phrase?.name ?? "",
                context: proposal?.contextFrames ?? 0)
            if let why = proposal?.why, !why.isEmpty { take.words = [why] }
            var seat = DecisionDesk.Seat.loose(path: path(name))
            if let kept, let index, kept.draft.proposals.indices.contains(index) {
                take.tell(kept.draft.proposals[index])
                seat = .proposal(index + 1, draft: kept.draft.name, piece: kept.folder)
            }
            entries.append((take, seat))
        }
        return entries
    }

    // MARK: Pieces

    private static func piece(
        _ folder: String, draft name: String?, _ maker: TakeMaker
    ) throws(Problem) -> [Entry] {
        let piece = try Piece(at: folder)
        var entries: [Entry] = []
        let draft = try name == nil ? piece.drafts().first : piece.draft(name)
        if let draft {
            let parent = draft.parent.phrase
            let given: MotionFile? =
                if !draft.isVariation, let document = try piece.given(of: draft) {
                    try MotionFile(document, path: parent, rigs: maker.rigs, map: maker.map)
                } else { nil }
            for proposal in draft.proposals {
                let file = try MotionFile(
                    piece.proposal(proposal.number, of: draft.name),
                    path: ProposalFolder.movement(proposal.number), rigs: maker.rigs, map: maker.map)
                var take = maker.take(
                    file, id: "draft \(draft.name) \(proposal.number)",
                    name: "proposal \(proposal.number) after \(parent)", group: "draft \(draft.name)",
                    after: given, called: parent)
                if !proposal.why.isEmpty { take.words = [proposal.why] }
                take.tell(proposal)
                entries.append((take, .proposal(proposal.number, draft: draft.name, piece: folder)))
            }
        }
        let placements = try piece.timeline().placements
        for name in try piece.phrasesAsDanced() {
            let phrase = try piece.phrase(name)
            var take = maker.take(
                try maker.read(phrase.path), id: "phrase \(name)", name: name, group: "phrases")
            take.note = phrase.ledger.flatMap { $0.notes.isEmpty ? nil : $0.notes.joined(separator: " · ") }
            if let placement = placements.first(where: { $0.phrase == name }) {
                take.performer.placement = placement.onStage
            }
            entries.append((take, .phrase(name, piece: folder)))
        }
        guard !entries.isEmpty else {
            throw Problem(
                "there is nothing to watch in this piece yet", at: .file(folder), expected: "a phrase",
                found: "none", remedy: "add one: choreo add PHRASE.bvh")
        }
        return entries
    }
}

extension Piece {
    /// The names of the phrases: those on the timeline in the order of their beginnings, then the others.
    fileprivate func phrasesAsDanced() throws(Problem) -> [String] {
        let tempo = try settings().tempo
        let names = try phraseNames()
        let placed = try timeline().placements.filter { names.contains($0.phrase) }
            .sorted { ($0.start.seconds(tempo: tempo) ?? 0) < ($1.start.seconds(tempo: tempo) ?? 0) }
        var order: [String] = []
        for name in placed.map(\.phrase) + names where !order.contains(name) { order.append(name) }
        return order
    }
}

extension Placement {
    /// Turn and shift over the floor, where the audience sits at +Z.
    fileprivate var onStage: FloorTransform {
        FloorTransform(
            yaw: Float(facing * .pi / 180), shift: SIMD3(Float(place.x), 0, Float(place.y)))
    }
}

extension Take {
    /// Adds what a piece knows of a proposal.
    fileprivate mutating func tell(_ proposal: Draft.Proposal) {
        switch proposal.decision?.verdict {
        case nil: standing = .waiting
        case .accepted(let phrase):
            standing = .accepted("accepted as \(phrase) by \(proposal.decision?.by ?? "")")
        case .rejected: standing = .rejected("rejected by \(proposal.decision?.by ?? "")")
        }
        note = proposal.notes.isEmpty ? nil : proposal.notes.joined(separator: " · ")
    }
}

extension MotionFile {
    /// The file's name without its folder and extension.
    fileprivate var name: String { URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent }
}

extension String {
    /// What changes when the file at this path does: its identity, size and time.
    fileprivate var fileStamp: String {
        var status = stat()
        guard stat(self, &status) == 0 else { return "none;" }
        return "\(status.st_ino),\(status.st_size),\(status.st_mtim.tv_sec),\(status.st_mtim.tv_nsec);"
    }

    /// What changes when a file in the folder at this path does, or comes or goes; movements and records count.
    fileprivate var folderStamp: String {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: self)) ?? []
        return names.filter { !$0.hasPrefix(".") && ($0.hasSuffix(".bvh") || $0.hasSuffix(".json")) }.sorted()
            .map { $0 + "," + (self + "/" + $0).fileStamp }.joined()
    }
}
