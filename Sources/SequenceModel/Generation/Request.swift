public import Diagnostics
public import Motion

/// What is asked of a generator: continue this movement, so long, so often, around what is known.
public struct Request: Sendable {
    /// Shortest context, s.
    public static let shortestContext = 0.5
    /// Longest proposal, s.
    public static let longest = 120.0
    /// Most proposals at once.
    public static let mostProposals = 1000
    /// Most sampling steps.
    public static let mostSteps = 1000
    /// Strongest guidance.
    public static let strongestGuidance: Float = 20
    /// Temperatures, from closest to freest.
    public static let temperatures: ClosedRange<Float> = 0.5...2

    /// What the proposals follow, of which the last two seconds count.
    ///
    /// On the canonical skeleton at 30 frames per second, floor at 0; at least 0.5 s, with a mask also none.
    public var context: Clip
    /// Which feet are down in the context.
    public var contacts: Contacts
    /// Length of a proposal, s; more than 0.
    public var seconds: Double
    /// What of the proposal, and of what comes after it, is known already; nil where nothing is.
    public var mask: Mask?
    /// Number of proposals, at least 1.
    public var count: Int
    /// Seed of the first proposal; the next has this + 1, and so on.
    ///
    /// A proposal depends on its own seed, not on how many were asked for.
    public var seed: UInt64
    /// What the proposals should be like: empty asks for nothing; proposal i takes entry i modulo the count.
    public var conditions: [Conditions]
    /// How strongly context and conditions pull: 1 plain, more exaggerates them; nil as the checkpoint says.
    ///
    /// Other than 1 it takes the place of the emphasis on ``styles``.
    public var guidance: Float?
    /// Sampling steps; nil as the checkpoint says.
    public var steps: Int?
    /// Phrases whose manner the proposals take on; none leaves manner to what follows such a context.
    public var styles: [StyleExample] = []
    /// How freely proposals are drawn: below 1 closer to what is likely, above 1 further from it.
    public var temperature: Float = 1

    /// Creates a request; contacts are labelled from the context unless given.
    public init(
        context: Clip, contacts: Contacts? = nil, seconds: Double = 4, count: Int = 6, seed: UInt64 = 0,
        conditions: [Conditions] = [], guidance: Float? = nil, steps: Int? = nil, mask: Mask? = nil
    ) {
        self.context = context
        self.contacts = contacts ?? Contacts(of: context)
        self.seconds = seconds
        self.count = count
        self.seed = seed
        self.conditions = conditions
        self.guidance = guidance
        self.steps = steps
        self.mask = mask
    }

    /// Whether it only asks to go on from the context: nothing is known after it, and no manner is named.
    public var onlyGoesOn: Bool { mask == nil && styles.isEmpty && conditions.isEmpty }

    /// What proposal `index` should be like.
    func conditions(of index: Int) -> Conditions {
        conditions.isEmpty ? .none : conditions[index % conditions.count]
    }

    /// Frames of a proposal at `rate`.
    public func frameCount(at rate: Double) -> Int { max(1, Int((seconds * rate).rounded())) }

    /// Makes sure that the request can be met.
    ///
    /// - Throws: ``Problem`` for a context that is too short or not finite, and for numbers out of range.
    public func validate() throws(Problem) {
        precondition(context.skeleton == .canonical, "a context on the canonical skeleton")
        precondition(context.frameRate == 30, "a context at 30 frames per second")
        precondition(contacts.labels.count == context.frameCount, "contacts for every frame")
        if let mask {
            try mask.validate(frames: frameCount(at: context.frameRate))
        } else if context.seconds < Self.shortestContext {
            throw Problem(
                "the phrase is too short to go on from",
                expected: "at least \(Self.shortestContext) s of movement",
                found: "\(context.frameCount.counted("frame")) at 30 per second",
                remedy: "take a longer phrase")
        }
        guard context.isFinite, mask?.movement.isFinite ?? true else {
            throw Problem(
                "the phrase holds a number that is not finite", expected: "finite places and rotations",
                found: "infinity or not-a-number", remedy: "export the phrase again")
        }
        guard seconds > 0, seconds <= Self.longest else {
            throw Problem(
                "a proposal cannot be that long", expected: "more than 0 s, at most \(Self.longest) s",
                found: "\(seconds) s", remedy: "ask for 4 s, and go on from what you accept")
        }
        guard (1...Self.mostProposals).contains(count) else {
            throw Problem(
                "this number of proposals cannot be made at once", expected: "1 … \(Self.mostProposals)",
                found: "\(count)", remedy: "ask for 6, then for more with another seed")
        }
        guard steps.map((1...Self.mostSteps).contains) ?? true else {
            throw Problem(
                "this number of sampling steps cannot be taken", expected: "1 … \(Self.mostSteps)",
                found: "\(steps ?? 0)", remedy: "leave the steps to the checkpoint")
        }
        guard guidance.map((0...Self.strongestGuidance).contains) ?? true else {
            throw Problem(
                "guidance is out of range", expected: "0 … \(Self.strongestGuidance)",
                found: "\(guidance ?? 0)", remedy: "leave guidance to the checkpoint")
        }
        guard Self.temperatures.contains(temperature) else {
            throw Problem(
                "no proposal can be drawn at this temperature",
                expected: "\(Self.temperatures.lowerBound) … \(Self.temperatures.upperBound)",
                found: "\(temperature)", remedy: "take 0.7 for closer, 1.4 for freer proposals")
        }
        for style in styles { try style.validate() }
    }
}

extension Clip {
    /// Whether every place and rotation is a finite number.
    var isFinite: Bool {
        // x − x is 0 unless x is infinite or not a number.
        rootTranslations.allSatisfy { $0 - $0 == .zero }
            && localRotations.allSatisfy { $0.vector - $0.vector == .zero }
    }
}
