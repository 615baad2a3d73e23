import Motion
import Stage

/// Poses of one phrase at even moments, set out in a row as if time were the floor.
struct MomentStrip {
    private let performer: Performer
    private let frames: [Int]
    private let viewpoint: Viewpoint
    private var poses: [Body]

    init(_ performer: Performer, moments: Int, within range: Range<Int>? = nil) {
        self.performer = performer
        viewpoint = Viewpoint(threeQuarterOf: performer.firstFacing)
        let range = range ?? 0..<performer.clip.frameCount
        let (first, last) = (range.lowerBound, range.count - 1)
        // A phrase of fewer frames shows each of them once.
        let count = min(moments, last + 1)
        frames = (0..<count).map { first + (count == 1 ? last / 2 : $0 * last / (count - 1)) }
        poses = frames.map { frame in
            let centre = performer.centre(frame: frame)
            return performer.body(frame: frame)
                .moved(by: FloorTransform(yaw: 0, shift: SIMD3(-centre.x, 0, -centre.z)))
        }
    }

    /// Seconds of each pose.
    var times: [Double] { frames.map { Double($0) / performer.clip.frameRate } }

    /// The direction to the right of the strip.
    private var right: SIMD3<Float> { Camera(eye: viewpoint.direction, target: .zero).right }

    /// This strip with its figure made larger or smaller.
    func scaled(by factor: Float) -> MomentStrip {
        var result = self
        result.poses = poses.map { $0.scaled(by: factor) }
        return result
    }

    /// Strips of which none is out of all proportion.
    ///
    /// A figure more than twice or less than half as high as the middle one (a hand alone, an unknown unit) is drawn
    /// as high as that; it would otherwise be a dot, or make dots of the others.
    static func inProportion(_ strips: [MomentStrip]) -> [MomentStrip] {
        let middle = strips.map(\.top).sorted()[strips.count / 2]
        return strips.map { strip in
            let ratio = middle / strip.top
            return ratio.isFinite && ratio > 0 && !(0.5...2).contains(ratio) ? strip.scaled(by: ratio) : strip
        }
    }

    /// How wide each pose is as seen, metres.
    var widths: [Float] {
        poses.map { pose in
            let across = pose.balls.map { ($0.centre.dot(right), $0.radius) }
            return (across.map { $0.0 + $0.1 }.max() ?? 0) - (across.map { $0.0 - $0.1 }.min() ?? 0)
        }
    }

    /// How high the highest pose reaches, metres.
    var top: Float { poses.flatMap(\.balls).map { $0.centre.y + $0.radius }.max() ?? 1.7 }

    /// The poses side by side, `slot` metres apart, the first at the origin.
    func scene(slot: Float, look: Look = .paper) -> Scene {
        let bodies = poses.enumerated().map { index, pose in
            // The middle of what is seen, not the hips, goes to the middle of its place.
            let across = pose.balls.map { ($0.centre.dot(right), $0.radius) }
            let middle =
                ((across.map { $0.0 + $0.1 }.max() ?? 0) + (across.map { $0.0 - $0.1 }.min() ?? 0)) / 2
            let place = Float(index) * slot
            var pose = pose
            if look.isDark { pose.palette = pose.palette.onDark }
            return pose.moved(by: FloorTransform(yaw: 0, shift: right * (place - middle)))
        }
        let length = slot * Float(poses.count - 1)
        return Scene(
            bodies: bodies, look: look, front: viewpoint.front, focus: right * (length / 2),
            reach: SIMD2((length + slot) * 0.56, 1.5 * max(top, 1)))
    }

    /// The camera that sees the whole row, the first pose in the middle of the first cell.
    func camera(_ layout: SheetLayout, cellWidth: Int) -> Camera {
        let metres = layout.slot / Float(cellWidth)
        let middle = (Float(layout.strip.width - cellWidth) / 2 - Float(SheetLayout.inlet)) * metres
        let target = right * middle + SIMD3(0, layout.height / 2 - layout.ground, 0)
        return Camera(
            eye: target + viewpoint.direction * (layout.slot * Float(poses.count) + layout.height),
            target: target,
            lens: .orthographic(height: Float(layout.strip.height) * metres))
    }
}
