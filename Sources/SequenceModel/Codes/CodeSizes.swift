import Motion

/// Sizes of the coder and its network, as the file's metadata state them.
public struct CodeSizes: Sendable, Equatable, Codable, StatedSizes {
    /// Control points of a patch.
    static let patch = 2
    /// Points before a patch that its prediction and the network look at.
    static let before = 4

    /// Numbers that describe a frame.
    public var features: Int
    /// Numbers that a patch is told by, D.
    public var components: Int
    /// Codebooks, one after the other, Q.
    public var books: Int
    /// Entries of each, V.
    public var entries: Int
    /// Width of the network, d.
    public var width: Int
    /// Transformer blocks.
    public var blocks: Int
    /// Attention heads.
    public var heads: Int
    /// Width of the feed-forward layers.
    public var feedForward: Int
    /// Patches of a window, T.
    public var tokens: Int
    /// Frames of a window.
    public var frames: Int
    /// Frames of context at the window's beginning.
    public var contextFrames: Int
    /// Frames per second.
    public var frameRate: Double
    /// What logits are divided by; below 1 keeps to what is likely.
    public var temperature: Float
    /// The share of all chances, likeliest entries first, that is drawn from.
    public var nucleus: Float
    /// What each decoded control point gives to each of its neighbours, against tremor.
    public var smoothing: Float
    /// Convolutions of the post-net.
    public var postBlocks: Int
    /// Width of their inner layers.
    public var postFeedForward: Int

    enum CodingKeys: String, CodingKey {
        case features = "dims"
        case components = "D"
        case books = "Q"
        case entries = "V"
        case width = "d"
        case blocks = "L"
        case heads = "H"
        case feedForward = "ff"
        case tokens = "T"
        case frames = "N"
        case contextFrames = "C"
        case frameRate = "fps"
        case temperature
        case nucleus = "topP"
        case smoothing
        case postBlocks = "postL"
        case postFeedForward = "postFF"
    }

    /// Frames of a patch.
    var framesPerToken: Int { frames / tokens }
    /// Frames from one control point to the next.
    var framesPerPoint: Int { framesPerToken / Self.patch }
    /// Patches of the context.
    var contextTokens: Int { contextFrames / framesPerToken }
    /// Frames that a window adds to its context.
    var newFrames: Int { frames - contextFrames }
    /// Numbers of a patch.
    var patchSize: Int { Self.patch * features }
    /// Numbers that are seen before a patch.
    var inputSize: Int { Self.before * features }

    /// What is wrong with these sizes, if anything: they come from a file and are used to reserve memory.
    var flaw: String? {
        let sizes = [components, books, entries, width, blocks, heads, feedForward, postFeedForward]
        if !sizes.allSatisfy({ (1...4096).contains($0) }) { return "a size outside 1 … 4096" }
        // A window of 20 s.
        if !(1...600).contains(frames) { return "\(frames) frames" }
        if !(1...300).contains(tokens) { return "\(tokens) patches" }
        if !(0...64).contains(postBlocks) { return "\(postBlocks) convolutions" }
        if features != FrameFeatures.count { return "\(features) features a frame" }
        if width % heads != 0 { return "a width that the heads do not divide" }
        if frames % (tokens * Self.patch) != 0 { return "patches that do not divide the window" }
        if !(1..<frames).contains(contextFrames) || contextFrames % framesPerToken != 0 {
            return "a context that is not whole patches, or is the whole window"
        }
        if framesPerPoint < 2 { return "a control point for every frame" }
        if contextFrames < Self.before * framesPerPoint { return "a context shorter than what is looked at" }
        if Double(Self.before * framesPerPoint) > 30 * Request.shortestContext {
            return "patches longer than the shortest context"
        }
        if frameRate != 30 { return "another frame rate than 30" }
        if !(0.01...2).contains(temperature) { return "temperature \(temperature)" }
        if !(0.01...1).contains(nucleus) { return "nucleus \(nucleus)" }
        if !(0...0.25).contains(smoothing) { return "smoothing \(smoothing)" }
        return nil
    }
}
