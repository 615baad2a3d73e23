import Diagnostics
import GitStore
import Testing

@Suite struct ReferenceTests {
    let scratch: Scratch
    let repository: GitRepository
    let first: ObjectID
    let second: ObjectID

    init() throws {
        scratch = try Scratch()
        repository = try scratch.repository()
        let tree = try repository.emptyTree()
        first = try repository.writeCommit(tree: tree, parents: [], author: .ana(), message: "1")
        second = try repository.writeCommit(tree: tree, parents: [first], author: .ana(1), message: "2")
    }

    @Test func aNewRepositoryStandsOnAnUnbornMain() throws {
        #expect(try repository.head() == .branch("refs/heads/main"))
        #expect(try repository.headCommit() == nil)
        #expect(try repository.references(under: "refs/").isEmpty)
    }

    @Test func aReferenceMovesOnlyFromWhereItWasSeen() throws {
        try repository.moveReference("refs/heads/main", from: nil, to: first, reason: "new")
        try repository.moveReference("refs/heads/main", from: first, to: second, reason: "save")
        // Someone who still believes in `first`, or in no branch at all, must not win.
        #expect(throws: Problem.self) {
            try repository.moveReference("refs/heads/main", from: first, to: first, reason: "late")
        }
        #expect(throws: Problem.self) {
            try repository.moveReference("refs/heads/main", from: nil, to: first, reason: "late")
        }
        #expect(throws: Problem.self) {
            try repository.moveReference("refs/heads/main", from: first, to: nil, reason: "late")
        }
        #expect(try repository.reference("refs/heads/main") == second)
        try repository.moveReference("refs/heads/main", from: second, to: nil, reason: "gone")
        #expect(try repository.reference("refs/heads/main") == nil)
    }

    @Test func ourOwnReferencesStayOutOfALogAndOfAClone() throws {
        try repository.moveReference("refs/heads/main", from: nil, to: first, reason: "new")
        try repository.moveReference("refs/choreo/drafts/opening", from: nil, to: second, reason: "draft")
        #expect(
            try repository.references(under: "refs/choreo/drafts/") == ["refs/choreo/drafts/opening": second])
        #expect(try scratch.git("log", "--format=%s") == "1")
        let other = try Scratch()
        try other.git("clone", "--quiet", scratch.path, "copy")
        #expect(
            try other.git("-C", "copy", "for-each-ref", "--format=%(refname)").contains("choreo") == false)
        try scratch.git("fsck", "--strict")
    }

    @Test func headMovesBetweenBranchesAndCommits() throws {
        try repository.moveReference("refs/heads/main", from: nil, to: first, reason: "new")
        try repository.moveReference("refs/heads/quieter", from: nil, to: second, reason: "branch")
        let main = Head.branch("refs/heads/main")
        let quieter = Head.branch("refs/heads/quieter")
        try repository.moveHead(from: main, to: quieter, reason: "switch")
        #expect(try scratch.git("branch", "--show-current") == "quieter")
        #expect(throws: Problem.self) { try repository.moveHead(from: main, to: quieter, reason: "late") }
        try repository.moveHead(from: quieter, to: .detached(first), reason: "look")
        #expect(try repository.head() == .detached(first))
        #expect(throws: Problem.self) {
            try repository.moveHead(from: quieter, to: .detached(second), reason: "late")
        }
        #expect(throws: Problem.self) {
            try repository.moveHead(from: .detached(second), to: main, reason: "late")
        }
        try repository.moveHead(from: .detached(first), to: main, reason: "back")
        #expect(try repository.headCommit() == first)
        try scratch.git("fsck", "--strict")
    }

    @Test func packedReferencesMoveAndGoLikeOthers() throws {
        try repository.moveReference("refs/heads/main", from: nil, to: first, reason: "new")
        try repository.moveReference("refs/choreo/drafts/a", from: nil, to: first, reason: "draft")
        try scratch.git("pack-refs", "--all")
        try repository.moveReference("refs/heads/main", from: first, to: second, reason: "save")
        try repository.moveReference("refs/choreo/drafts/a", from: first, to: nil, reason: "gone")
        #expect(
            try scratch.git("for-each-ref", "--format=%(refname) %(objectname)")
                == "refs/heads/main \(second)")
    }

    @Test func aLockThatStaysIsNamedWithWhatToDo() throws {
        try scratch.write("", to: ".git/refs/heads/main.lock")
        let found = try #require(
            problem {
                try repository.moveReference("refs/heads/main", from: nil, to: first, reason: "new")
            })
        #expect(found.what == "another git program holds a lock in this repository")
        #expect(found.found?.contains("main.lock") == true)
    }

    @Test(arguments: ["main", "quieter", "quieter-end", "ana/second_try", "v1.2", "Tänzerin", "decade"])
    func aPlainNameIsABranch(name: String) {
        #expect(BranchName.isValid(name))
    }

    @Test(arguments: [
        "", " ", "-x", "HEAD", "head", "a b", "a..b", "a~1", "a^", "a:b", "a?", "a*", "a[", "a\\b", "/a",
        "a/", "a//b",
        ".a", "a/.b", "a.", "a.lock", "@", "a@{1}", "a\u{1b}[31m", "a\nb", "\u{202e}a", "deadbee1",
        "../../etc",
        String(repeating: "a", count: 101),
    ])
    func aNameThatGitOrATerminalTripsOverIsNoBranch(name: String) throws {
        #expect(!BranchName.isValid(name))
        let found = try #require(problem { try BranchName.check(name) })
        #expect(found.expected != nil)
    }
}
