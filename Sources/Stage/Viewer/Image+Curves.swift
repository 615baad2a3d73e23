extension Image {
    /// Draws values of 0 to 1 as a line over a tinted area.
    mutating func drawCurve(
        _ values: [Float], x: Int, y: Int, width: Int, height: Int, color: Color, thickness: Float
    ) {
        guard width > 1, height > 1, !values.isEmpty else { return }
        func level(at column: Float) -> Float {
            let place = min(max(column / Float(width - 1), 0), 1) * Float(values.count - 1)
            let index = min(Int(place), values.count - 1)
            let next = min(index + 1, values.count - 1)
            let value = values[index] + (values[next] - values[index]) * (place - Float(index))
            return Float(y) + (1 - value) * Float(height - 1)
        }
        var shade = color.bytes
        shade.w = 34
        for column in 0..<width where (0..<size.width).contains(x + column) {
            let here = level(at: Float(column))
            // A steep line is as thick as a level one.
            let slope = level(at: Float(column) + 0.5) - level(at: Float(column) - 0.5)
            let reach = thickness / 2 * (1 + slope * slope).squareRoot()
            for row in y..<min(y + height, size.height) {
                if Float(row) > here { blend(shade, coverage: 255, x + column, row) }
                let inside = reach + 0.5 - abs(Float(row) - here)
                if inside > 0 {
                    blend(color.bytes, coverage: UInt8(min(inside, 1) * 200), x + column, row)
                }
            }
        }
    }

    /// Fills a disc with a soft edge.
    mutating func fillDisc(x: Int, y: Int, radius: Int, with color: SIMD4<UInt8>) {
        for row in max(y - radius, 0)...min(max(y + radius, 0), size.height - 1) {
            for column in max(x - radius, 0)...min(max(x + radius, 0), size.width - 1) {
                let (dx, dy) = (Float(column - x), Float(row - y))
                let inside = Float(radius) - (dx * dx + dy * dy).squareRoot() + 0.5
                blend(color, coverage: UInt8(min(max(inside, 0), 1) * 255), column, row)
            }
        }
    }
}
