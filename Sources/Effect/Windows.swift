/// The stretches in which a phrase is measured.
struct Windows {
    /// Length of a window in frames at 30 per second: 4 s, the length of a proposal.
    static let length = 120
    /// Frames between the starts of windows: 2 s.
    static let hop = 60
    /// The longest phrase that is one window: 5 s.
    static let longest = 150

    /// The windows in order.
    let ranges: [Range<Int>]

    /// Covers a phrase: one window up to 5 s; then 4 s windows every 2 s, the last flush with the end.
    init(covering phrase: Range<Int>) {
        guard phrase.count > Self.longest else {
            ranges = [phrase]
            return
        }
        let last = phrase.upperBound - Self.length
        var starts = Array(stride(from: phrase.lowerBound, through: last, by: Self.hop))
        if starts.last != last { starts.append(last) }
        ranges = starts.map { $0..<$0 + Self.length }
    }
}
