import Motion

@testable import Stage

/// How different two pictures look to a person.
///
/// Both are softened over 3 by 3 pixels first: graphics drivers place edges a fraction of a pixel apart, and nobody
/// sees that. What remains is measured in L*a*b*.
struct PictureDifference {
    /// Mean distance of all pixels.
    let mean: Float
    /// The largest mean of a block of 8 by 8 pixels: something small that is gone, or new.
    let worst: Float
    /// The pixels that differ, red on a pale copy of the first picture.
    let image: Image

    /// Whether a person would call the pictures the same.
    var looksSame: Bool { mean < 0.9 && worst < 5 }

    /// Compares two pictures of one size.
    init(_ a: Image, _ b: Image) {
        precondition(a.size == b.size, "only pictures of one size compare")
        var image = a
        var sum: Float = 0
        let across = (a.size.width + 7) / 8
        var blocks = [Float](repeating: 0, count: across * ((a.size.height + 7) / 8))
        for y in 0..<a.size.height {
            for x in 0..<a.size.width {
                let distance = Lab(a.softened(x, y)).distance(to: Lab(b.softened(x, y)))
                sum += distance
                blocks[y / 8 * across + x / 8] += distance / 64
                let grey = UInt8((Int(a[x, y].y) + 3 * 255) / 4)
                image[x, y] =
                    distance > 2
                    ? SIMD4(255, UInt8(max(200 - distance * 10, 0)), 0, 255) : SIMD4(grey, grey, grey, 255)
            }
        }
        let pixels = Float(a.size.width * a.size.height)
        mean = sum / pixels
        worst = blocks.max() ?? 0
        self.image = image
    }
}

extension Image {
    /// The mean of a pixel and those around it.
    fileprivate func softened(_ x: Int, _ y: Int) -> SIMD4<UInt8> {
        var sum = SIMD4<Int>.zero
        var count = 0
        for row in max(y - 1, 0)...min(y + 1, size.height - 1) {
            for column in max(x - 1, 0)...min(x + 1, size.width - 1) {
                sum &+= SIMD4<Int>(truncatingIfNeeded: self[column, row])
                count += 1
            }
        }
        return SIMD4<UInt8>(truncatingIfNeeded: sum / count)
    }
}
