import Foundation
import Stage
import Testing

@testable import Film

@Suite("Encoders get brightness and colour apart, as BT.709 says")
struct PlanarPictureTests {
    /// Y, Cb and Cr of a colour by the definition: Kr 0.2126, Kb 0.0722, 219 and 224 steps.
    private func definition(_ color: SIMD4<UInt8>) -> SIMD3<Double> {
        let (r, g, b) = (Double(color.x) / 255, Double(color.y) / 255, Double(color.z) / 255)
        let y = 0.2126 * r + 0.7152 * g + 0.0722 * b
        return SIMD3(16 + 219 * y, 128 + 224 * (b - y) / 1.8556, 128 + 224 * (r - y) / 1.5748)
    }

    @Test("Every colour comes within a step of the definition")
    func colours() {
        for red in stride(from: 0, through: 255, by: 17) {
            for green in stride(from: 0, through: 255, by: 51) {
                for blue in stride(from: 0, through: 255, by: 51) {
                    let color = SIMD4(UInt8(red), UInt8(green), UInt8(blue), 255)
                    let planes = Image(size: PixelSize(width: 2, height: 2), filledWith: color).planes()
                    let wanted = definition(color)
                    #expect(planes.count == 6)
                    for (byte, value) in [
                        (planes[0], wanted.x), (planes[4], wanted.y), (planes[5], wanted.z),
                    ] {
                        #expect(abs(Double(byte) - value) <= 1.2, "\(color)")
                    }
                }
            }
        }
    }

    @Test("A grey has no colour at all, black is 16 and white is 235")
    func greys() {
        for value in 0...255 {
            let grey = SIMD4(UInt8(value), UInt8(value), UInt8(value), 255)
            let planes = Image(size: PixelSize(width: 2, height: 2), filledWith: grey).planes()
            #expect(planes[4] == 128 && planes[5] == 128)
            if value == 0 { #expect(planes[0] == 16) }
            if value == 255 { #expect(planes[0] == 235) }
        }
    }

    /// Sizes around the widths that processors take at once.
    @Test(
        "Each pixel has its own place, at every size",
        arguments: [(2, 2), (5, 7), (33, 4), (64, 3), (131, 9)])
    func places(width: Int, height: Int) {
        var image = Image(size: PixelSize(width: width, height: height))
        for y in 0..<height {
            for x in 0..<width {
                image[x, y] = SIMD4(UInt8(x * 37 & 255), UInt8(y * 91 & 255), UInt8((x + y) * 53 & 255), 255)
            }
        }
        let planes = image.planes()
        let (columns, rows) = (width & ~1, height & ~1)
        #expect(planes.count == columns * rows * 3 / 2)
        for y in 0..<rows {
            for x in 0..<columns {
                #expect(abs(Double(planes[y * columns + x]) - definition(image[x, y]).x) <= 1.2)
            }
        }
        for y in 0..<rows / 2 {
            for x in 0..<columns / 2 {
                let four = [(0, 0), (1, 0), (0, 1), (1, 1)].map {
                    definition(image[2 * x + $0.0, 2 * y + $0.1])
                }
                let mean = four.reduce(.zero, +) / 4
                let place = y * (columns / 2) + x
                #expect(abs(Double(planes[columns * rows + place]) - mean.y) <= 1.2)
                #expect(abs(Double(planes[columns * rows * 5 / 4 + place]) - mean.z) <= 1.2)
            }
        }
    }
}
