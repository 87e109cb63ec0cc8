# 50 projects with 200 issues each, open to anonymous readers, as `rails runner` sees Redmine.
tracker, status, priority = Tracker.first, IssueStatus.first, IssuePriority.first
author = User.where(admin: true).first
projects = (1..50).map do |n|
  Project.create!(name: "Unit #{n}", identifier: "unit-#{n}", is_public: true, trackers: [tracker])
end
now = Time.now
(1..10_000).each_slice(500) do |numbers|
  Issue.insert_all!(numbers.map do |n|
    {
      project_id: projects[n % 50].id, tracker_id: tracker.id, status_id: status.id,
      priority_id: priority.id, author_id: author.id, assigned_to_id: author.id,
      subject: "Monthly plan #{n}", start_date: Date.new(2018, 1, 1) + n / 4,
      due_date: Date.new(2018, 1, 31) + n / 4, created_on: now, updated_on: now
    }
  end)
end
Issue.update_all("root_id = id, lft = 1, rgt = 2")
puts Issue.count
