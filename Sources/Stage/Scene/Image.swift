/// A picture: rows from the top, each pixel red, green, blue and alpha in sRGB.
public struct Image: Sendable, Equatable {
    /// Size in pixels.
    public let size: PixelSize
    /// Four bytes a pixel, the top row first; `size.width * size.height * 4` of them.
    public var bytes: [UInt8]

    /// Creates a picture of one colour.
    public init(size: PixelSize, filledWith color: SIMD4<UInt8> = .zero) {
        self.size = size
        bytes = [UInt8](repeating: 0, count: size.width * size.height * 4)
        fill(color)
    }

    /// Creates a picture of bytes in the order of ``bytes``.
    public init(size: PixelSize, bytes: [UInt8]) {
        precondition(bytes.count == size.width * size.height * 4, "four bytes a pixel")
        self.size = size
        self.bytes = bytes
    }

    /// The pixel in column `x` and row `y`, from the top left.
    public subscript(x: Int, y: Int) -> SIMD4<UInt8> {
        get {
            let start = (y * size.width + x) * 4
            return SIMD4(bytes[start], bytes[start + 1], bytes[start + 2], bytes[start + 3])
        }
        set {
            let start = (y * size.width + x) * 4
            for channel in 0..<4 { bytes[start + channel] = newValue[channel] }
        }
    }

    /// Turns colours that are already multiplied by their alpha, as they come from laying layers over each other, into
    /// colours beside their alpha, as files hold them.
    mutating func unpremultiply() {
        bytes.withUnsafeMutableBufferPointer { bytes in
            for start in stride(from: 0, to: bytes.count, by: 4) {
                let alpha = UInt32(bytes[start + 3])
                guard alpha > 0, alpha < 255 else { continue }
                for channel in start..<start + 3 {
                    bytes[channel] = UInt8(min((UInt32(bytes[channel]) * 255 + alpha / 2) / alpha, 255))
                }
            }
        }
    }

    /// Makes every pixel `color`.
    public mutating func fill(_ color: SIMD4<UInt8>) {
        for start in stride(from: 0, to: bytes.count, by: 4) {
            for channel in 0..<4 { bytes[start + channel] = color[channel] }
        }
    }
}

/// A width and a height in pixels.
public struct PixelSize: Sendable, Hashable {
    /// Pixels from left to right, at least 1.
    public var width: Int
    /// Pixels from top to bottom, at least 1.
    public var height: Int

    /// Creates a size.
    public init(width: Int, height: Int) {
        precondition(width > 0 && height > 0, "a picture has pixels")
        self.width = width
        self.height = height
    }

    /// 1280 by 720.
    public static let hd = PixelSize(width: 1280, height: 720)

    /// Width divided by height.
    public var aspect: Float { Float(width) / Float(height) }
}
