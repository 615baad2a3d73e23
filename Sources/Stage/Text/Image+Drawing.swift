extension Image {
    /// Lays `color` over one pixel, as much as `coverage` (0 to 255) and the colour's own opacity say.
    mutating func blend(_ color: SIMD4<UInt8>, coverage: UInt8, _ x: Int, _ y: Int) {
        let start = (y * size.width + x) * 4
        let over = UInt32(coverage) * UInt32(color.w) / 255
        guard over > 0 else { return }
        let under = UInt32(bytes[start + 3]) * (255 - over) / 255
        let whole = over + under
        for channel in 0..<3 {
            let mixed = UInt32(color[channel]) * over + UInt32(bytes[start + channel]) * under
            bytes[start + channel] = UInt8((mixed + whole / 2) / whole)
        }
        bytes[start + 3] = UInt8(whole)
    }

    /// Fills a rectangle with `color`; what falls outside is left out.
    public mutating func fill(x: Int, y: Int, width: Int, height: Int, with color: SIMD4<UInt8>) {
        for row in max(y, 0)..<max(min(y + height, size.height), max(y, 0)) {
            for column in max(x, 0)..<max(min(x + width, size.width), max(x, 0)) {
                blend(color, coverage: 255, column, row)
            }
        }
    }

    /// Copies `other` into this picture with its top left corner at `x` and `y`; what falls outside is left out.
    public mutating func paste(_ other: Image, x: Int, y: Int) {
        let columns = max(x, 0)..<max(min(x + other.size.width, size.width), max(x, 0))
        guard !columns.isEmpty else { return }
        for row in max(y, 0)..<max(min(y + other.size.height, size.height), max(y, 0)) {
            let from = ((row - y) * other.size.width + columns.lowerBound - x) * 4
            let to = (row * size.width + columns.lowerBound) * 4
            bytes.replaceSubrange(
                to..<to + columns.count * 4, with: other.bytes[from..<from + columns.count * 4])
        }
    }
}
