/// A row of the table.
public enum Measure: String, CaseIterable, Sendable {
    case seamMedian
    case seam95
    case speedRatio
    case jerkRatio
    case frozen
    case skate
    case penetration
    case footContact
    case contactShare
    case spread
    case bestHalf
    case best1
    case best2
    case best4
    case frechetKinetic
    case frechetPose
    case twoSample
    case neighbour
    case legacyFIDk
    case legacyDivk
    case legacyFIDg
    case legacyDivg
    case constraint
    case collateral
    case seconds

    /// Best-of errors, in the order of `Distances.horizons`.
    static let bestOf: [Measure] = [.bestHalf, .best1, .best2, .best4]

    /// Name for people.
    public var title: String {
        switch self {
        case .seamMedian: "seam jump, median"
        case .seam95: "seam jump, 95th"
        case .speedRatio: "speed ratio"
        case .jerkRatio: "jerk ratio"
        case .frozen: "frozen share"
        case .skate: "foot skate, cm/s"
        case .penetration: "penetration, cm"
        case .footContact: "PFC"
        case .contactShare: "contact share, any foot"
        case .spread: "spread"
        case .bestHalf: "best-of error m, 0.5 s"
        case .best1: "best-of error m, 1 s"
        case .best2: "best-of error m, 2 s"
        case .best4: "best-of error m, 4 s"
        case .frechetKinetic: "Fréchet, kinetic"
        case .frechetPose: "Fréchet, pose"
        case .twoSample: "two-sample accuracy"
        case .neighbour: "nearest training neighbour"
        case .legacyFIDk: "legacy FID_k"
        case .legacyDivk: "legacy Div_k"
        case .legacyFIDg: "legacy FID_g"
        case .legacyDivg: "legacy Div_g"
        case .constraint: "constraint error, own rig"
        case .collateral: "collateral change"
        case .seconds: "seconds per proposal"
        }
    }

    /// Digits after the point.
    public var digits: Int {
        switch self {
        case .frechetKinetic, .frechetPose, .legacyFIDk, .legacyFIDg: 1
        case .constraint, .collateral: 3
        default: 2
        }
    }

    /// What it says, in a sentence.
    public var meaning: String {
        switch self {
        case .seamMedian, .seam95:
            "The hardest push around the join, in units of what real dance reaches once in a hundred places."
        case .speedRatio: "Median joint speed beside that of the real continuations; tremor raises it."
        case .jerkRatio:
            "Mean jerk beside that of the real continuations: above 1 it trembles, below it glides."
        case .frozen: "Share of seconds that are as still as the stillest twentieth of training movement."
        case .skate: "How fast feet slide while they are near the floor."
        case .penetration: "How deep the lowest point is under the floor."
        case .footContact: "Physical foot contact, as papers state it; standing still is perfect by it."
        case .contactShare: "Share of frames with a foot down."
        case .spread:
            "How unlike the proposals of one context are, beside real continuations of different ones."
        case .bestHalf, .best1, .best2, .best4:
            "Distance of the nearest proposal to what really followed."
        case .frechetKinetic: "Distance between the distributions of how proposals and real dance move."
        case .frechetPose: "Distance between the distributions of the poses that they pass through."
        case .twoSample: "How often a nearest neighbour tells proposals from real dance; 0.5 is never."
        case .neighbour:
            "Distance to the nearest training movement, beside real held-out dance; below 0.8 it copies."
        case .legacyFIDk, .legacyDivk, .legacyFIDg, .legacyDivg:
            "As dance-generation papers compute it; for comparison with them only."
        case .constraint: "The largest change of a value of the phrase, in the file's own numbers."
        case .collateral: "The largest change of anything else in the file: joints, offsets, rate."
        case .seconds: "Wall time of the whole way, reading and writing included."
        }
    }

    /// What would be best, in a word.
    public var ideal: String {
        switch self {
        case .seamMedian, .frozen, .skate, .penetration, .footContact, .contactShare, .legacyFIDk,
            .legacyDivk,
            .legacyFIDg, .legacyDivg:
            "real's"
        case .seam95: "real's, at most 1"
        case .speedRatio, .jerkRatio: "1"
        case .spread: "toward 1"
        case .bestHalf, .best1, .best2, .best4: "low"
        case .frechetKinetic, .frechetPose: "real against real's"
        case .twoSample: "0.5"
        case .neighbour: "about 1"
        case .constraint, .collateral: "0"
        case .seconds: "low"
        }
    }
}
