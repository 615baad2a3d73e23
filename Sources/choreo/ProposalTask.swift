import BVHFormat
import Diagnostics
import Motion
import MotionIO
import SequenceModel

/// What is asked for about a phrase: to follow it, to change a part of it, or to lead back to its beginning.
struct ProposalTask {
    /// The phrase.
    let file: MotionFile
    /// What a generator is asked, but for count and seed.
    let request: Request

    private enum Way {
        case follow(PhraseEnd)
        case locked(LockedPhrase)
    }
    private let way: Way

    /// Finds out what is asked.
    ///
    /// - Throws: ``Problem`` when the rig is no human body, or the locks make no sense.
    init(of file: MotionFile, _ options: LockOptions, seconds: Double) throws(Problem) {
        self.file = file
        let phrase: LockedPhrase
        if options.loop {
            phrase = try LockedPhrase(
                looping: file, seconds: try options.loopSeconds(seconds),
                travel: options.returns ? .returns : .accumulates)
        } else {
            let locks = try options.locks()
            guard !locks.isEmpty else {
                let end = try PhraseEnd(of: file)
                way = .follow(end)
                request = Request(context: end.clip, seconds: seconds)
                return
            }
            phrase = try LockedPhrase(of: file, locks)
        }
        way = .locked(phrase)
        request = Request(
            context: phrase.context, seconds: Double(phrase.frames) / 30,
            mask: Mask(movement: phrase.movement30, known: phrase.known))
    }

    /// Whether what comes out is the phrase itself, changed.
    var isVariation: Bool {
        guard case .locked(let phrase) = way else { return false }
        return phrase.isVariation
    }

    /// An answer on the phrase's own rig.
    func document(_ clip: Clip) -> BVHDocument {
        switch way {
        case .follow(let end): file.document.with(end.onOwnRig(clip))
        case .locked(let phrase): phrase.document(clip)
        }
    }

    /// What became of the locks in it; nil where there are none.
    func report(on document: BVHDocument, _ clip: Clip) -> LockReport? {
        guard case .locked(let phrase) = way else { return nil }
        return phrase.report(on: document, made: clip)
    }
}
