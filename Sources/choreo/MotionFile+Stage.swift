import Foundation
import Motion
import MotionIO
import Stage

extension MotionFile {
    /// This file's movement as a dancer: on its own rig, in metres, standing on its own floor.
    ///
    /// A rig that is not a human body is drawn all the same, at the size of one.
    ///
    /// - Parameters:
    ///   - other: Movement of the same rig instead of the file's own.
    ///   - name: What to call the dancer; without it, the file's name.
    func performer(of other: Clip? = nil, named name: String? = nil) -> Performer {
        let name = name ?? URL(fileURLWithPath: path).lastPathComponent
        let clip = other ?? clip
        if let retarget = try? retarget() {
            let axis: Stance.UpAxis = upAxis == .z ? .z : .y
            return Performer(
                clip: clip, name: name, stance: Stance(metresPerUnit: retarget.scale, upAxis: axis),
                parts: recognition.map.parts)
        }
        let places = self.clip.pose(at: 0).positions
        let height = (places.map(\.y).max() ?? 1) - (places.map(\.y).min() ?? 0)
        return Performer(clip: clip, name: name, stance: Stance(metresPerUnit: height > 0 ? 1.6 / height : 1))
    }
}
