import Cores
public import Diagnostics
import Motion
public import SequenceModel

/// Carries a phrase on with phrases that were danced before.
///
/// An answer is a stretch of a phrase that begins where its pose, its speed, its path and its feet are like those at the
/// end of the context. Where the phrase ends too early, another goes on from there. The seed says how many of the nearest
/// answers are passed over, so asking again with the next seed brings what has not been seen.
public struct VocabularyGenerator: Generator {
    /// Where answers are taken from.
    public let vocabulary: Vocabulary
    /// Whether phrases are taken in the mirror too.
    public let isMirroring: Bool
    /// Whether a recording of which the context is a part may answer with what comes next in it.
    public let allowsSameMovement: Bool

    /// Shortest stretch that is worth a join, frames.
    static let shortestStretch = 30
    /// Frames between two answers out of one phrase.
    static let spacing = 60

    /// Creates a generator.
    public init(_ vocabulary: Vocabulary, isMirroring: Bool = true, allowsSameMovement: Bool = false) {
        self.vocabulary = vocabulary
        self.isMirroring = isMirroring
        self.allowsSameMovement = allowsSameMovement
    }

    /// Makes the answers that `request` asks for: with seed s and n proposals the nearest s + 1 … s + n, or as many of
    /// these as there are.
    ///
    /// Conditions, guidance, steps, styles and temperature mean nothing here.
    ///
    /// - Throws: ``Problem`` when the request cannot be met, or there is no answer left at its seed.
    public func propose(
        _ request: Request, progress: @escaping @Sendable (Double) -> Void
    ) throws(Problem) -> [Continuation] {
        try request.validate()
        guard request.mask == nil else {
            throw Problem(
                "a vocabulary can't keep part of a phrase", expected: "a phrase to go on from",
                found: "a phrase with locks", remedy: "leave the locks out, or ask the network")
        }
        let frames = max(1, Int((request.seconds * 30).rounded()))
        let places = starts(after: request.context, frames: frames)
        guard !places.isEmpty else {
            throw Problem(
                "nothing in this vocabulary could follow", expected: "phrases of more than a second",
                found: "\(vocabulary.phrases.count.counted("phrase")), all shorter or this very movement",
                remedy: "add other phrases, longer ones")
        }
        guard request.seed < places.count else {
            throw Problem(
                "this vocabulary has no further answers",
                expected: "a seed below \(places.count), the number of answers that differ",
                found: "seed \(request.seed)",
                remedy: "begin again at the nearest with --seed 0, or add phrases")
        }
        let first = Int(request.seed)
        let chosen = Array(places[first..<min(first + request.count, places.count)])
        let context = request.context
        return concurrentMap(count: chosen.count) { index in
            continuation(of: context, from: chosen[index], frames: frames, seed: UInt64(first + index))
        }
    }

    /// Places where answers begin, the nearest first.
    private func starts(after context: Clip, frames: Int) -> [Vocabulary.Place] {
        vocabulary.places(
            following: context, framesAfter: min(frames, Self.shortestStretch), framesWanted: frames,
            spacing: Self.spacing,
            isMirroring: isMirroring,
            isOpen: { allowsSameMovement || !vocabulary.isSameMovement(context, before: $0) })
    }

    /// One answer: stretches until it is long enough.
    private func continuation(
        of context: Clip, from start: Vocabulary.Place, frames: Int, seed: UInt64
    ) -> Continuation {
        var past = context
        var contacts: [SIMD4<Float>] = []
        var quotations: [Quotation] = []
        var used: [Vocabulary.Place] = []
        var next: Vocabulary.Place? = start
        while let place = next {
            let missing = frames - contacts.count
            let count = min(missing, vocabulary.framesLeft(after: place))
            past = past.appending(vocabulary.movement(from: place, frames: count, after: past))
            let phrase = vocabulary.phrases[place.phrase]
            let begin = phrase.start + Double(place.frame + 1) / 30
            quotations.append(
                Quotation(
                    frames: contacts.count..<contacts.count + count, phrase: phrase.name, start: begin,
                    end: begin + Double(count) / 30, isMirrored: place.isMirrored))
            contacts += vocabulary.contacts(from: place, frames: count)
            used.append(place)
            next = contacts.count < frames ? chained(after: past, frames: frames - contacts.count, used) : nil
        }
        return Continuation(
            clip: past.frames(context.frameCount..<past.frameCount), contacts: contacts,
            joins: quotations.map(\.frames.lowerBound), seed: seed, quotations: quotations)
    }

    /// Where to go on when a phrase has ended: another phrase, else a part of one that has not been danced yet, else
    /// whatever is nearest.
    private func chained(
        after past: Clip, frames: Int, _ used: [Vocabulary.Place]
    ) -> Vocabulary.Place? {
        func nearest(_ isOpen: (Vocabulary.Place) -> Bool) -> Vocabulary.Place? {
            vocabulary.places(
                following: past, framesAfter: min(frames, Self.shortestStretch), framesWanted: frames,
                spacing: 15,
                perPhrase: 1, isMirroring: isMirroring, isOpen: isOpen
            ).first
        }
        let elsewhere = nearest { place in
            !used.contains { $0.phrase == place.phrase }
        }
        return elsewhere
            ?? nearest { place in
                !used.contains { $0.phrase == place.phrase && abs($0.frame - place.frame) < Self.spacing }
            } ?? nearest { _ in true }
    }
}
