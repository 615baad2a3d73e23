import Motion
import SequenceModel
import Tensor

/// What of a window the network is given in training: whole tokens, and parts of the body.
struct TokenMask: Sendable, Equatable {
    /// Tokens that are given whole, T flags.
    var isKnown: [Bool]
    /// Which of them lie beyond the context.
    var isAtEnd: [Bool]
    /// Joints that are given of tokens that are not given whole, [T][22].
    var parts: [[Bool]]

    /// The whole context and nothing else: a continuation.
    static func continuation(_ sizes: Configuration) -> TokenMask {
        TokenMask(
            isKnown: (0..<sizes.tokens).map { $0 < sizes.contextTokens },
            isAtEnd: Array(repeating: false, count: sizes.tokens),
            parts: Array(
                repeating: Array(repeating: false, count: WindowGeometry.joints), count: sizes.tokens))
    }
}

extension TokenMask {
    /// Shares of: the whole context; nothing (for guidance); only its last part; context and an end.
    static let shares = [0.65, 0.10, 0.12, 0.13]
    /// Share of windows of which parts of the body are known beyond the known tokens.
    static let partsShare = 0.12

    /// Parts that people lock: hips, legs, spine, head, arms.
    static let bodyParts: [[CanonicalJoint]] = [
        [.hips], [.leftUpLeg, .leftLeg, .leftFoot, .leftToe],
        [.rightUpLeg, .rightLeg, .rightFoot, .rightToe],
        [.spine, .spine1, .spine2], [.neck, .head], [.leftShoulder, .leftArm, .leftForeArm, .leftHand],
        [.rightShoulder, .rightArm, .rightForeArm, .rightHand],
    ]

    /// Draws a mask.
    init(_ sizes: Configuration, from generator: inout Xoshiro256) {
        let (tokens, context) = (sizes.tokens, sizes.contextTokens)
        let chance = generator.unit()
        var kind = 0
        var sum = Self.shares[0]
        while kind < Self.shares.count - 1, chance >= sum {
            kind += 1
            sum += Self.shares[kind]
        }
        let first = context / 4 + generator.below(max(1, context - 1 - context / 4))
        let last = 1 + generator.below(max(1, tokens - context - 2))
        isAtEnd = (0..<tokens).map { kind == 3 && $0 >= tokens - last }
        isKnown = (0..<tokens).map { $0 < context && kind != 1 && (kind != 2 || $0 >= first) }
        for token in 0..<tokens where isAtEnd[token] { isKnown[token] = true }
        parts = Self.drawnParts(tokens: tokens, from: &generator)
    }

    /// Of most windows no parts; else each by a coin, all along the window or over a stretch.
    private static func drawnParts(tokens: Int, from generator: inout Xoshiro256) -> [[Bool]] {
        let isChosen = generator.unit() < partsShare
        var joints = [Bool](repeating: false, count: WindowGeometry.joints)
        for part in bodyParts where generator.unit() < 0.5 {
            for joint in part { joints[joint.rawValue] = isChosen }
        }
        let first = generator.below(tokens)
        let length = 2 + generator.below(max(1, tokens - 1))
        let isEverywhere = generator.unit() < 0.5
        let none = [Bool](repeating: false, count: WindowGeometry.joints)
        return (0..<tokens).map { isEverywhere || (first..<first + length).contains($0) ? joints : none }
    }

    /// What the network is told of known parts, [T, points per token · 135 + 22]: their features of each point, 0 where
    /// unknown, then the flags; nothing of tokens that are known whole.
    ///
    /// - Parameter points: Standardised control points, [K, 139].
    func hints(points: Matrix, pointsPerToken: Int) -> Matrix {
        let told = WindowGeometry.groupOfFeature.count
        var result = Matrix(rows: isKnown.count, columns: pointsPerToken * told + WindowGeometry.joints)
        for token in isKnown.indices where !isKnown[token] && parts[token].contains(true) {
            for point in 0..<pointsPerToken {
                for (feature, group) in WindowGeometry.groupOfFeature.enumerated() where parts[token][group] {
                    result[token, point * told + feature] = points[token * pointsPerToken + point, feature]
                }
            }
            for joint in 0..<WindowGeometry.joints where parts[token][joint] {
                result[token, pointsPerToken * told + joint] = 1
            }
        }
        return result
    }
}
