import Cores
public import Motion

/// Real phrases to draw from: every frame of them described, so that a place where one could take over is found quickly.
///
/// Phrases are looked at as they were danced and in the mirror. Nothing is copied for that: the mirrored question is
/// put to the same table.
public struct Vocabulary: Sendable {
    /// A phrase that somebody has danced.
    public struct Phrase: Sendable {
        /// What people call it.
        public var name: String
        /// On the canonical skeleton at 30 frames per second, floor at 0.
        public var clip: Clip
        /// Time of the clip's first frame in the phrase as its dancer knows it, s: more than 0 where a rest pose in
        /// front was left out.
        public var start: Double

        /// Creates a phrase.
        public init(name: String, clip: Clip, start: Double = 0) {
            self.name = name
            self.clip = clip
            self.start = start
        }
    }

    /// A moment of a phrase from which movement can go on.
    public struct Place: Sendable, Equatable {
        /// Index of the phrase.
        public var phrase: Int
        /// The frame that falls on the last frame of what comes before.
        public var frame: Int
        /// Whether left and right change places.
        public var isMirrored: Bool
        /// How far it is from what was asked for; see ``SeamWeights``.
        public var distance: Float
    }

    /// The phrases.
    public let phrases: [Phrase]
    /// Which feet are down in each.
    let contacts: [Contacts]
    /// What is compared.
    let weights: SeamWeights
    /// The first row of each phrase in ``rows``, and the number of all.
    let firstRows: [Int]
    /// Features of all frames, scaled and weighted, row by row.
    let rows: [Float]
    /// The factor of each column.
    let factors: [Float]

    /// Describes phrases, on all cores.
    ///
    /// - Complexity: O(frames): a whole `choreo propose` from 19 minutes of movement, reading included, takes 1.2 s of
    ///   processor time and 86 MB.
    public init(_ phrases: [Phrase], weights: SeamWeights = .proposing) {
        self.phrases = phrases
        self.weights = weights
        let described = concurrentMap(count: phrases.count) { SeamFeatures.described(phrases[$0].clip) }
        contacts = described.map(\.contacts)
        let scales = SeamFeatures.scales(of: described.map(\.rows))
        let factors = weights.factors(scales: scales)
        self.factors = factors
        var rows: [Float] = []
        rows.reserveCapacity(described.reduce(0) { $0 + $1.rows.count })
        var firsts = [0]
        for phrase in described {
            rows += Self.scaled(phrase.rows, by: factors)
            firsts.append(rows.count / SeamFeatures.count)
        }
        self.rows = rows
        firstRows = firsts
    }

    /// Rows whose every column is multiplied by its factor.
    static func scaled(_ rows: [Float], by factors: [Float]) -> [Float] {
        rows.enumerated().map { $1 * factors[$0 % SeamFeatures.count] }
    }

    /// Movement that follows `context` from a place on, laid over the floor so that it starts where the context ends.
    ///
    /// - Parameters:
    ///   - place: A place of this vocabulary.
    ///   - count: Frames, at most as many as the phrase has after the place.
    ///   - context: Canonical movement.
    public func movement(from place: Place, frames count: Int, after context: Clip) -> Clip {
        let whole = stretch(place.frame..<place.frame + count + 1, of: place)
        let there = FloorTransform(aligning: whole.pose(at: 0))
        let here = FloorTransform(aligning: context.pose(at: context.frameCount - 1)).inverse
        return whole.frames(1..<count + 1).moved(by: there).moved(by: here)
    }

    /// Frames of a place's phrase, in the mirror where the place is.
    func stretch(_ frames: Range<Int>, of place: Place) -> Clip {
        let clip = phrases[place.phrase].clip.frames(frames)
        return place.isMirrored ? clip.inTheMirror : clip
    }

    /// Which feet are down in the frames after a place.
    func contacts(from place: Place, frames count: Int) -> [SIMD4<Float>] {
        contacts[place.phrase].labels[place.frame + 1..<place.frame + 1 + count].map { label in
            let feet = SIMD4<Float>(label.map { $0 ? 1 : 0 })
            return place.isMirrored ? feet[SIMD4(2, 3, 0, 1)] : feet
        }
    }

    /// Frames that a place's phrase has after it.
    func framesLeft(after place: Place) -> Int { phrases[place.phrase].clip.frameCount - 1 - place.frame }
}

extension Clip {
    /// A canonical clip in the mirror of the stage.
    var inTheMirror: Clip { mirrored(at: .stage, plan: .canonical).clip }
}
