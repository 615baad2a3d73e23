/// How a run goes: everything that decides its loss curve besides the movement and the checkpoint that it begins with.
public struct Recipe: Sendable, Equatable {
    /// Steps of the run; nil settles them by ``minutes`` when it begins.
    public var steps: Int?
    /// About how long to train, if steps are not given.
    public var minutes: Double
    /// Windows of a step.
    public var batch: Int
    /// Highest learning rate.
    public var rate: Double
    /// Steps until that is reached.
    public var warmUp: Int
    /// How much of the mean of weights a step leaves.
    public var averaging: Double
    /// Share of each weight that decays at a learning rate of 1.
    public var decay: Double
    /// How strongly weights are drawn back to where they began, 0 for not.
    public var anchoring: Double
    /// Steps between two looks at what is held out; nil for about forty looks.
    public var checkEvery: Int?
    /// Looks without anything better after which training ends; nil for never.
    public var patience: Int?
    /// Windows that scales, components and styles are measured on.
    public var survey: Int
    /// Decides everything that is left to chance.
    public var seed: UInt64

    /// Training from nothing.
    public static func training(minutes: Double = 60) -> Recipe {
        Recipe(
            steps: nil, minutes: minutes, batch: 32, rate: 1e-3, warmUp: 150, averaging: 0.999, decay: 0.02,
            anchoring: 0,
            checkEvery: nil, patience: nil, survey: 2048, seed: 1)
    }

    /// Going on from a checkpoint with little new movement.
    public static func adapting(minutes: Double = 2) -> Recipe {
        Recipe(
            steps: nil, minutes: minutes, batch: 16, rate: 1e-4, warmUp: 20, averaging: 0.98, decay: 0,
            anchoring: 0,
            checkEvery: nil, patience: 8, survey: 512, seed: 1)
    }

    /// Steps between two looks in a run of `steps`.
    func checkInterval(of steps: Int) -> Int { max(1, checkEvery ?? (steps + 39) / 40) }
}
