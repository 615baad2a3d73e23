import Diagnostics
import Foundation
import GitStore
import Testing

@Suite struct WorkTreeTests {
    let scratch: Scratch
    let repository: GitRepository
    let one: TreeEntry
    let two: TreeEntry

    init() throws {
        scratch = try Scratch()
        repository = try scratch.repository()
        one = TreeEntry(try repository.writeBlob(Array("one\n".utf8)))
        two = TreeEntry(try repository.writeBlob(Array("two\n".utf8)))
    }

    @Test func filesAppearChangeAndGoWithTheirFolders() throws {
        let path = "phrases/deep/a.bvh"
        try repository.changeWorkTree([TreeDifference(path: path, before: nil, after: one)])
        #expect(scratch.read(path) == "one\n")
        try repository.changeWorkTree([TreeDifference(path: path, before: one, after: two)])
        #expect(scratch.read(path) == "two\n")
        #expect(try repository.workTreeEntry(at: path) == two)
        try repository.changeWorkTree([TreeDifference(path: path, before: two, after: nil)])
        #expect(!FileManager.default.fileExists(atPath: scratch.path + "/phrases"))
        #expect(try repository.workTreeEntry(at: path) == nil)
    }

    @Test func oneUnsavedFileStopsEverything() throws {
        try scratch.write("one\n", to: "a")
        try scratch.write("unsaved\n", to: "b")
        let changes = ["a", "b"].map { TreeDifference(path: $0, before: one, after: two) }
        let found = try #require(problem { try repository.changeWorkTree(changes) })
        #expect(found.what == "unsaved changes in `b` would be lost")
        #expect(scratch.read("a") == "one\n")
        try repository.changeWorkTree(changes, passingOverForeign: true)
        #expect(scratch.read("a") == "two\n")
        #expect(scratch.read("b") == "unsaved\n")
    }

    @Test func aFileMakesWayForAFolderOfItsName() throws {
        try scratch.write("one\n", to: "a")
        try repository.changeWorkTree([
            TreeDifference(path: "a", before: one, after: nil),
            TreeDifference(path: "a/b", before: nil, after: two),
        ])
        #expect(scratch.read("a/b") == "two\n")
    }

    @Test func anExecutableFileStaysOne() throws {
        let program = TreeEntry(one.id, mode: .executable)
        try repository.changeWorkTree([TreeDifference(path: "run", before: nil, after: program)])
        #expect(FileManager.default.isExecutableFile(atPath: scratch.path + "/run"))
        #expect(try repository.workTreeEntry(at: "run") == program)
    }

    @Test func nothingIsWrittenThroughALink() throws {
        let outside = try Scratch()
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path + "/phrases", withDestinationPath: outside.path)
        let change = TreeDifference(path: "phrases/a.bvh", before: nil, after: one)
        let found = try #require(problem { try repository.changeWorkTree([change]) })
        #expect(found.what == "`phrases` is a link that may lead out of the piece")
        #expect(throws: Problem.self) { try repository.workTreeNames(in: "phrases") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: outside.path).isEmpty)
    }

    @Test func aLinkInPlaceOfAFileIsAProblem() throws {
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path + "/a", withDestinationPath: "/etc/passwd")
        #expect(throws: Problem.self) { try repository.storeWorkFile("a") }
    }

    @Test(arguments: ["../escaped", "a/../../escaped", ".git/hooks/post-commit"])
    func nothingIsWrittenOutsideTheFolder(path: String) throws {
        let change = TreeDifference(path: path, before: nil, after: one)
        #expect(throws: Problem.self) { try repository.changeWorkTree([change]) }
    }

    @Test func linksAndSubmodulesAreLeftToGit() throws {
        for mode in [TreeEntry.Mode.link, .submodule] {
            let change = TreeDifference(path: "x", before: nil, after: TreeEntry(one.id, mode: mode))
            #expect(throws: Problem.self) { try repository.changeWorkTree([change]) }
        }
    }

    @Test func aFileInPlaceOfAFolderIsAProblemOfFourParts() throws {
        try scratch.write("x", to: "phrases")
        let change = TreeDifference(path: "phrases/a.bvh", before: nil, after: one)
        let found = try #require(problem { try repository.changeWorkTree([change]) })
        #expect(found.place != nil && found.expected != nil && found.found != nil && !found.remedy.isEmpty)
        #expect(scratch.read("phrases") == "x")
    }
}

@Suite struct IndexTests {
    let scratch: Scratch
    let repository: GitRepository

    init() throws {
        scratch = try Scratch()
        repository = try scratch.repository()
    }

    private func save(_ text: String, in path: String) throws -> ObjectID {
        try scratch.write(text, to: path)
        let entry = try #require(try repository.storeWorkFile(path))
        let head = try repository.headCommit()
        let old = try head.map { try repository.commit($0).tree }
        let tree = try repository.editTree(old, [path: entry])
        let commit = try repository.writeCommit(
            tree: tree, parents: head.map { [$0] } ?? [], author: .ana(), message: "save \(path)")
        try repository.moveReference("refs/heads/main", from: head, to: commit, reason: "save")
        return tree
    }

    @Test func afterAligningPlainGitSeesACleanWorkTree() throws {
        let tree = try save("one", in: "phrases/a.bvh")
        #expect(try scratch.git("status", "--porcelain") != "")
        try repository.alignIndex(with: tree) { _ in true }
        #expect(try scratch.git("status", "--porcelain") == "")
        // diff-files trusts the times in the index, so this holds only when they were filled in.
        try scratch.git("diff-files", "--quiet")
        try scratch.git("fsck", "--strict")
    }

    @Test func whatAPersonStagedStaysStaged() throws {
        try scratch.write("mine", to: "README.md")
        try scratch.git("add", "README.md")
        let tree = try save("one", in: "phrases/a.bvh")
        try repository.alignIndex(with: tree) { $0.hasPrefix("phrases/") }
        #expect(try scratch.git("status", "--porcelain") == "A  README.md")
    }

    @Test func aFileThatChangedSinceShowsAsChanged() throws {
        let tree = try save("one", in: "a")
        try scratch.write("two", to: "a")
        try repository.alignIndex(with: tree) { _ in true }
        #expect(try scratch.git("status", "--porcelain") == " M a")
    }

    @Test func entriesOutsideTheTreeGo() throws {
        let tree = try save("one", in: "a")
        try scratch.write("x", to: "b")
        try scratch.git("add", "b")
        try repository.alignIndex(with: tree) { _ in true }
        #expect(try scratch.git("ls-files") == "a")
        try repository.alignIndex(with: nil) { _ in true }
        #expect(try scratch.git("ls-files") == "")
    }

    @Test func anIndexThatGitHoldsIsLeftAlone() throws {
        let tree = try save("one", in: "a")
        try scratch.write("git's own", to: ".git/index.lock")
        let found = try #require(
            problem { try repository.alignIndex(with: tree) { _ in true } })
        #expect(found.what == "another git program holds the index")
        #expect(scratch.read(".git/index.lock") == "git's own")
    }
}

@Suite struct RepositoryLockTests {
    @Test func twoCommandsDoNotWorkAtOnce() throws {
        let scratch = try Scratch()
        let repository = try scratch.repository()
        let second = try GitRepository(opening: scratch.path)
        try repository.locked { (previous) throws(Problem) in
            #expect(previous == .finished)
            let found = problem { try second.locked(patience: 0.05) { _ in } }
            #expect(found?.what == "another choreo command is working here")
            #expect(found?.found == "process \(ProcessInfo.processInfo.processIdentifier)")
        }
        try second.locked { #expect($0 == .finished) }
    }

    @Test func aLockFileLeftByAKilledCommandBlocksNobody() throws {
        let scratch = try Scratch()
        let repository = try scratch.repository()
        try scratch.write("99999", to: ".git/choreo.lock")
        try repository.locked { #expect($0 == .killed) }
        try repository.locked { #expect($0 == .finished) }
    }

    @Test func leftoversOfAKilledCommandAreCleared() throws {
        let scratch = try Scratch()
        let repository = try scratch.repository()
        let ours = [
            ".git/refs/heads/main.lock", ".git/HEAD.lock", ".git/refs/choreo/operations/log.lock",
            "phrases/.1234.part.bvh", ".99.part",
        ]
        for path in ours { try scratch.write("", to: path) }
        try scratch.write("choreo 4711\n", to: ".git/index.lock")
        let others = ["phrases/.hidden", "phrases/.x.part", "phrases/a.part.bvh", ".12.partial"]
        for path in others { try scratch.write("", to: path) }

        try repository.clearLeftovers(inFolders: ["", "phrases"])
        for path in ours + [".git/index.lock"] { #expect(scratch.read(path) == nil, "\(path)") }
        for path in others { #expect(scratch.read(path) != nil, "\(path)") }

        try scratch.write("DIRC", to: ".git/index.lock")
        try repository.clearLeftovers(inFolders: [""])
        #expect(scratch.read(".git/index.lock") == "DIRC")
    }
}

@Suite struct OpeningTests {
    @Test func aFolderWithoutARepositoryIsRefused() throws {
        let scratch = try Scratch()
        let found = try #require(
            problem { _ = try GitRepository(opening: scratch.path) })
        #expect(found.place == .file(scratch.path))
        try scratch.write("x", to: "file")
        #expect(throws: Problem.self) { try GitRepository(opening: scratch.path + "/file/below") }
        #expect(throws: Problem.self) { try GitRepository(creating: scratch.path + "/file/below") }
    }

    @Test func aRepositoryIsNotCreatedTwice() throws {
        let scratch = try Scratch()
        _ = try scratch.repository()
        #expect(throws: Problem.self) { try scratch.repository() }
    }

    @Test func aBareRepositoryHasNowhereToDance() throws {
        let scratch = try Scratch()
        try scratch.git("init", "--quiet", "--bare", ".")
        let found = try #require(
            problem { _ = try GitRepository(opening: scratch.path) })
        #expect(found.what == "the repository has no work tree")
    }

    @Test func settingsAreReadFromTheRepository() throws {
        let scratch = try Scratch()
        let repository = try scratch.repository()
        try scratch.git("config", "user.name", "Ana Lima")
        #expect(try repository.setting("user.name") == "Ana Lima")
        #expect(try repository.setting("choreo.nothing") == nil)
    }

    @Test func aMergeUnderWayIsSeen() throws {
        let scratch = try Scratch()
        let repository = try scratch.repository()
        #expect(repository.unfinishedBusiness == nil)
        try scratch.write(String(repeating: "a", count: 40) + "\n", to: ".git/MERGE_HEAD")
        #expect(repository.unfinishedBusiness == "merge")
    }
}
