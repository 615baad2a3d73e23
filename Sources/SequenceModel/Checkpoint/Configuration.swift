import Diagnostics
import Foundation
import Motion

/// Sizes of the network and of its window, as the checkpoint's metadata state them.
public struct Configuration: Sendable, Equatable, Codable, StatedSizes {
    /// Numbers that describe a frame.
    public var features: Int
    /// Numbers of a whitened token, D.
    public var components: Int
    /// Width of the network, d.
    public var width: Int
    /// Transformer blocks, L.
    public var blocks: Int
    /// Attention heads, H.
    public var heads: Int
    /// Width of the feed-forward layers.
    public var feedForward: Int
    /// Numbers that describe the noise level.
    public var levelFeatures: Int
    /// Conditions that can be asked for.
    public var conditions: Int
    /// Numbers of a style, E; nil for a checkpoint that knows no styles and no locked parts.
    public var style: Int?
    /// Tokens of a window, T.
    public var tokens: Int
    /// Control points of a window, K.
    public var points: Int
    /// Frames of a window, N.
    public var frames: Int
    /// Frames of context at the window's beginning, C.
    public var contextFrames: Int
    /// Frames per second.
    public var frameRate: Double
    /// Sampling steps, unless asked otherwise.
    public var steps: Int
    /// Guidance strength, unless asked otherwise; 1 is none.
    public var guidance: Float
    /// How far the sampling steps lean to the noisy end, s; 1 is even.
    public var shift: Float
    /// Size of the noise that sampling starts from.
    ///
    /// More than 1 widens the spread of proposals; nil is 1.
    public var temperature: Float?

    enum CodingKeys: String, CodingKey {
        case features = "dims"
        case components = "D"
        case width = "d"
        case blocks = "L"
        case heads = "H"
        case feedForward = "ff"
        case levelFeatures = "timeDims"
        case conditions
        case style = "E"
        case tokens = "T"
        case points = "K"
        case frames = "N"
        case contextFrames = "C"
        case frameRate = "fps"
        case steps, guidance, shift, temperature
    }

    /// Frames from one control point to the next.
    public var framesPerPoint: Int { frames / points }
    /// Control points in a token.
    public var pointsPerToken: Int { points / tokens }
    /// Control points of the context.
    public var contextPoints: Int { contextFrames / framesPerPoint }
    /// Tokens of the context.
    public var contextTokens: Int { contextPoints / pointsPerToken }
    /// Frames that a window adds to its context.
    public var newFrames: Int { frames - contextFrames }
    /// Numbers of a token before whitening.
    public var tokenSize: Int { features * pointsPerToken }

    /// Numbers that tell of a token which parts of the body are known, and how they move.
    var hints: Int { pointsPerToken * FrameFeatures.contacts + CanonicalJoint.allCases.count }

    /// What is wrong with these sizes, if anything: they come from a file and are used to reserve memory.
    package var flaw: String? {
        let sizes = [
            components, width, blocks, heads, feedForward, levelFeatures, tokens, points, contextFrames,
        ]
        if !sizes.allSatisfy({ (1...4096).contains($0) }) { return "a size outside 1 … 4096" }
        // A window of 20 s; the spline's matrices grow with its square.
        if !(1...600).contains(frames) { return "\(frames) frames" }
        if features != FrameFeatures.count { return "\(features) features a frame" }
        if conditions != Conditions.count { return "\(conditions) conditions" }
        if let style, !(1...256).contains(style) { return "styles of \(style) numbers" }
        if width % heads != 0 { return "a width that the heads do not divide" }
        if levelFeatures % 2 != 0 { return "an odd number of noise level features" }
        if frames % points != 0 || points % tokens != 0 {
            return "tokens or points that do not divide the window"
        }
        if contextFrames >= frames || contextFrames % (frames / tokens) != 0 {
            return "a context that is not whole tokens, or is the whole window"
        }
        if pointsPerToken < 2 { return "tokens of a single control point" }
        if Double(frames / tokens) > 30 * Request.shortestContext {
            return "tokens longer than the shortest context"
        }
        if frameRate != 30 { return "another frame rate than 30" }
        if !(1...Request.mostSteps).contains(steps) { return "\(steps) steps" }
        if !(0...Request.strongestGuidance).contains(guidance) { return "guidance \(guidance)" }
        if !(0.01...100).contains(shift) { return "shift \(shift)" }
        if let temperature, !(0...2).contains(temperature) { return "temperature \(temperature)" }
        return nil
    }
}
