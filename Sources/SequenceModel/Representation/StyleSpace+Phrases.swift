import Motion
import Tensor

extension StyleSpace {
    /// Seconds of movement that a style is measured on, and between two measurements.
    private static let (window, hop) = (6.0, 1.0)

    /// The style of a phrase: the mean of those of its windows of 6 s, one beginning every second; of a shorter phrase
    /// that of the whole.
    ///
    /// - Parameter clip: Canonical, two frames at least.
    func embedding(of clip: Clip) -> [Float] {
        let length = min(Int(Self.window * clip.frameRate), clip.frameCount)
        let starts = stride(from: 0, through: clip.frameCount - length, by: Int(Self.hop * clip.frameRate))
        // Styles know nothing of contacts.
        let still = Contacts(labels: Array(repeating: [false, false, false, false], count: clip.frameCount))
        let features = FrameFeatures.encoded(clip, contacts: still)
        let styles = starts.map {
            embedding(ofFeatures: features.rows($0..<$0 + length), frameRate: clip.frameRate)
        }
        return (0..<count).map { index in styles.reduce(0) { $0 + $1[index] } / Float(styles.count) }
    }

    /// The style to tell the network of: the examples' mean by weight, as far from the context's own as they say.
    ///
    /// One example of weight w leads from the context's style e₀ to e₀ + w (e − e₀). Several lead to their weighted mean,
    /// by as much as their weights sum up to but no further than to the mean itself, unless one of them asks for more:
    /// two of weight 1 are a blend, so are two of weight ½.
    static func blended(_ examples: [(style: [Float], weight: Float)], from own: [Float]) -> [Float] {
        let total = examples.reduce(0) { $0 + $1.weight }
        guard total > 0 else { return own }
        let strength = max(min(total, 1), examples.map(\.weight).max() ?? 0)
        return own.indices.map { index in
            let mean = examples.reduce(0) { $0 + $1.weight * $1.style[index] } / total
            return own[index] + strength * (mean - own[index])
        }
    }
}
