/// The order of a joint's three rotation channels: `ZXY` turns about Y first, then about X, then about Z.
///
/// As in the file, the first channel is outermost. Programs that name orders the other way round, by which turn comes
/// first, call the same `YXZ`.
public struct RotationOrder: Sendable, Equatable, CustomStringConvertible {
    /// The axes in the order of their channels: 0 x, 1 y, 2 z.
    let axes: SIMD3<Int>

    /// Reads an order such as `ZXY`, also in small letters; nil for anything but the three axes once each.
    public init?(_ text: String) {
        let axes = text.uppercased().compactMap { "XYZ".firstIndex(of: $0) }
            .map { "XYZ".distance(from: "XYZ".startIndex, to: $0) }
        guard text.count == 3, axes.count == 3, Set(axes).count == 3 else { return nil }
        self.axes = SIMD3(axes[0], axes[1], axes[2])
    }

    /// The form that is read back.
    public var description: String { (0..<3).map { String(Array("XYZ")[axes[$0]]) }.joined() }
}
