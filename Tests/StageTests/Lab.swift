import RealModule

@testable import Stage

/// A colour as people compare them: CIE L*a*b* under D65, in which a distance of 2 can just be seen.
struct Lab {
    var place: SIMD3<Float>

    /// Converts linear sRGB.
    init(linear: SIMD3<Float>) {
        let rows = [
            SIMD3<Float>(0.4124, 0.3576, 0.1805), SIMD3(0.2126, 0.7152, 0.0722),
            SIMD3(0.0193, 0.1192, 0.9505),
        ]
        let white = SIMD3<Float>(0.9505, 1, 1.089)
        func curve(_ value: Float) -> Float {
            value > 0.008856 ? Float.root(value, 3) : 7.787 * value + 16 / 116
        }
        let f = (0..<3).map { curve(max((rows[$0] * linear).sum(), 0) / white[$0]) }
        place = SIMD3(116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2]))
    }

    /// Converts bytes in sRGB laid over grey, so that opacity counts too.
    init(_ pixel: SIMD4<UInt8>) {
        let share = Float(pixel.w) / 255
        func linear(_ byte: UInt8) -> Float {
            let over = Float(byte) / 255 * share + 0.5 * (1 - share)
            return over <= 0.04045 ? over / 12.92 : Float.pow((over + 0.055) / 1.055, 2.4)
        }
        self.init(linear: SIMD3(linear(pixel.x), linear(pixel.y), linear(pixel.z)))
    }

    func distance(to other: Lab) -> Float {
        let way = place - other.place
        return (way * way).sum().squareRoot()
    }
}
