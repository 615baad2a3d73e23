public import Diagnostics

extension Configuration {
    /// Sizes of the network that ships with Choreo, or of a smaller one.
    ///
    /// - Throws: ``Problem`` when the sizes do not fit together.
    public static func training(
        width: Int = 256, blocks: Int = 6, heads: Int = 4, components: Int = 192
    ) throws(Problem) -> Configuration {
        guard width % max(1, heads) == 0, (8...1024).contains(width), (1...24).contains(blocks), heads > 0,
            (8...278).contains(components)
        else {
            throw Problem(
                "these sizes make no network",
                expected: "a width of 8 to 1024 that the heads divide, 1 to 24 blocks, "
                    + "8 to 278 components",
                found: "width \(width), heads \(heads), blocks \(blocks), components \(components)",
                remedy: "leave the sizes out, or choose others")
        }
        return Configuration(
            features: 139, components: components, width: width, blocks: blocks, heads: heads,
            feedForward: 4 * width, levelFeatures: 256, conditions: 4, style: 32, tokens: 30, points: 60,
            frames: 180,
            contextFrames: 60, frameRate: 30, steps: 8, guidance: 1, shift: 1.5, temperature: 1)
    }
}
