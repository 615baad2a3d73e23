/// What counts how much when a place to go on from is looked for.
///
/// A distance is the weighted root mean square difference of ``SeamFeatures``, each group in units of its own deviation
/// over the vocabulary: two moments taken at random are about √2 apart.
public struct SeamWeights: Sendable, Equatable {
    /// Places of the joints.
    public var pose: Float
    /// Velocities of the joints.
    public var velocity: Float
    /// Where the hips came from, over the second before.
    public var path: Float
    /// Where the figure faced meanwhile.
    public var facing: Float
    /// Which feet are down.
    public var feet: Float
    /// Moments that are compared: how many frames before the seam, at least 0, and how much each counts.
    public var moments: [Moment]

    /// One moment before the seam.
    public struct Moment: Sendable, Equatable {
        /// Frames before the seam.
        public var back: Int
        /// How much it counts.
        public var weight: Float

        /// Creates a moment.
        public init(back: Int, weight: Float) {
            precondition(back >= 0 && weight >= 0, "a moment before the seam")
            self.back = back
            self.weight = weight
        }
    }

    /// Creates weights.
    public init(
        pose: Float, velocity: Float, path: Float = 0, facing: Float = 0, feet: Float = 0,
        moments: [Moment] = [Moment(back: 0, weight: 1)]
    ) {
        self.pose = pose
        self.velocity = velocity
        self.path = path
        self.facing = facing
        self.feet = feet
        self.moments = moments
    }

    /// What proposals are found with: the seam itself, a fifth and two fifths of a second before it.
    public static let proposing = SeamWeights(
        pose: 1, velocity: 1, path: 0.5, facing: 0.25, feet: 0.25,
        moments: [Moment(back: 0, weight: 1), Moment(back: 6, weight: 0.35), Moment(back: 12, weight: 0.15)])

    /// Pose and velocity at the seam alone: the baseline of evaluations.
    public static let poseAndVelocity = SeamWeights(pose: 1, velocity: 1)

    /// The weights in the order of ``SeamFeatures/groups``.
    var ofGroups: [Float] { [pose, velocity, path, facing, feet] }

    /// The factor of each column, so that squared differences of scaled rows add up to squared distances.
    func factors(scales: [Float]) -> [Float] {
        let total = max(ofGroups.reduce(0, +), 1e-6)
        return zip(zip(SeamFeatures.groups, ofGroups), scales).flatMap { group, scale in
            let (columns, weight) = group
            return Array(
                repeating: (weight / total / Float(columns.count)).squareRoot() / scale, count: columns.count)
        }
    }
}
