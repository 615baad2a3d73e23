public import Diagnostics
public import Stage

/// Writes the dancers' names over their heads.
///
/// Belongs to the thread that made it.
public final class NameTags {
    private let size: PixelSize
    private let color: Color
    private let letters: Typeface
    private let height: Int

    /// Creates tags for pictures of `size`.
    ///
    /// - Throws: ``Problem`` when the font is missing.
    public init(size: PixelSize, color: Color) throws(Problem) {
        self.size = size
        self.color = color
        letters = try Typeface(.bold)
        height = max(min(size.height, size.width) / 36, 9)
    }

    /// Writes the names as they stand at `seconds` into `image`, which `camera` has seen.
    public func write(
        _ performance: Performance, at seconds: Double, from camera: Camera, into image: inout Image
    ) {
        for performer in performance.performers {
            let head = performer.labelPlace(frame: performer.frame(at: seconds))
            guard let place = camera.pixel(of: head, in: size), place.x.isFinite, place.y.isFinite else {
                continue
            }
            // A file's name without what every one of them ends in.
            let name =
                performer.name.lowercased().hasSuffix(".bvh")
                ? String(performer.name.dropLast(4)) : performer.name
            let width = letters.width(of: name, size: height)
            // Never cut off at an edge: a name is worth a little dishonesty about its place.
            let left = min(max(Int(place.x) - width / 2, height / 2), max(size.width - width - height / 2, 0))
            let line = min(max(Int(place.y), height * 3 / 2), size.height - height / 2)
            letters.draw(name, into: &image, x: left, y: line, size: height, color: color)
        }
    }
}
