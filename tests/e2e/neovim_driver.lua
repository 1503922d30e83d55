-- Plays one scenario in a headless Neovim (0.7 to 0.12) whose init file is the documentation's.
--
-- DRIVE is a JSON object: `scenario` (a name from `scenarios` below), `file`, `line` (from 1,
-- inside the function), `keys` (the documented key of each code action; empty where the version
-- has none), `answer` ("lens" or "action"), `gate` (the file that the server waits for) and
-- `seconds` (for one step). What happened is written to `out` as JSON, with the seconds of each
-- step. Every wait is for a condition; `seconds` only bounds it.

local drive = vim.fn.json_decode(vim.env.DRIVE)
local result = {
  version = vim.fn.matchstr(vim.fn.execute('version'), 'NVIM v\\zs[0-9.]*'),
  messages = {},
  steps = {},
}
local buffer, original

local function has(version)
  return vim.fn.has('nvim-' .. version) == 1
end

local function finish(failure)
  result.failure = failure
  vim.fn.writefile({ vim.fn.json_encode(result) }, drive.out)
  vim.cmd(failure and 'cquit!' or 'qall!')
end

local function step(name, play, ...)
  local began = vim.loop.hrtime()
  local value = play(...)
  table.insert(result.steps, { name, (vim.loop.hrtime() - began) / 1e9 })
  return value
end

local function wait(what, condition)
  if not vim.wait(drive.seconds * 1000, condition, 10) then
    error(('waited in vain for %s; messages: %s'):format(what, vim.inspect(result.messages)), 0)
  end
end

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
end

-- What the user would be asked to choose from; `wanted` is what they choose.
local wanted, offered
vim.ui.select = function(items, options, choose)
  offered = {}
  local chosen, index
  for i, item in ipairs(items) do
    local label = options.format_item and options.format_item(item) or tostring(item)
    table.insert(offered, label)
    if not chosen and wanted and label:find(wanted, 1, true) then
      chosen, index = item, i
    end
  end
  choose(chosen, index)
end

-- Taps beside the editor's own handlers, to see what the editor was told.
local progress = {}
local function tap(method, see)
  local own = vim.lsp.handlers[method]
  vim.lsp.handlers[method] = function(err, params, ...)
    see(params)
    return own(err, params, ...)
  end
end
tap('$/progress', function(params)
  table.insert(progress, params.value)
end)
tap('window/showMessage', function(params)
  table.insert(result.messages, params.message)
end)
-- A question would wait for a key; it is read, and left unanswered.
vim.lsp.handlers['window/showMessageRequest'] = function(_, params)
  table.insert(result.messages, params.message)
  return vim.NIL
end

local function said(words)
  for _, message in ipairs(result.messages) do
    if message:find(words, 1, true) then
      return message
    end
  end
end

local function client()
  local all = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = buffer })
    or vim.lsp.buf_get_clients(buffer)
  return select(2, next(all))
end

-- The code actions at the cursor, as the editor would list them.
local function actions()
  local range = vim.lsp.util.make_range_params(0, client().offset_encoding)
  range.context = { diagnostics = {} }
  local answers = vim.lsp.buf_request_sync(buffer, 'textDocument/codeAction', range, 10000)
  local _, answer = next(answers)
  return vim.tbl_map(function(action)
    return action.title
  end, answer.result)
end

local function any(titles, words)
  for _, title in ipairs(titles) do
    if title:find(words, 1, true) then
      return true
    end
  end
  return false
end

-- Does what the user does: presses the key of the page, or chooses from the menu of actions.
local function act(title)
  vim.api.nvim_win_set_cursor(0, { drive.line, 0 })
  wanted = title
  local key = drive.keys[title]
  if key then
    key = vim.api.nvim_replace_termcodes(key:gsub('<leader>', '\\'), true, false, true)
    vim.api.nvim_feedkeys(key, 'mx', false)
  else
    vim.lsp.buf.code_action()
  end
end

-- Code lenses as they are on the screen now: titles, and the line where the answers are.
local function lenses()
  local all = has('0.12') and vim.lsp.codelens.get({ bufnr = buffer })
    or vim.lsp.codelens.get(buffer)
  local titles, line = {}, nil
  for _, one in ipairs(all) do
    local lens = one.lens or one
    if lens.command then
      table.insert(titles, lens.command.title)
      if lens.command.title:find('Accept', 1, true) then
        line = lens.range.start.line + 1
      end
    end
  end
  return titles, line
end

local function last_kind()
  return progress[#progress] and progress[#progress].kind
end

local function ended()
  wait('the progress to end', function()
    return last_kind() == 'end'
  end)
  return progress[#progress].message
end

local function open()
  vim.cmd('edit ' .. vim.fn.fnameescape(drive.file))
  buffer = vim.api.nvim_get_current_buf()
  original = text()
  wait('the server', function()
    local one = client()
    return one and one.server_capabilities and one.server_capabilities.codeActionProvider
  end)
  result.encoding = client().offset_encoding
end

local function begin(title)
  progress = {}
  act(title or 'Optimize with team')
  wait('progress', function()
    return last_kind() == 'report'
  end)
end

local function cancel()
  act('Cancel')
  result.cancelled = ended()
end

local function open_gate()
  vim.fn.writefile({}, drive.gate)
end

local function run()
  begin()
  open_gate()
  result.ending = ended()
  result.percentages, result.reports = {}, {}
  for _, value in ipairs(progress) do
    table.insert(result.percentages, value.percentage)
    table.insert(result.reports, value.message)
  end
  wait('the line in the list of diagnostics', function()
    return #vim.diagnostic.get(buffer) == 1
  end)
  local found = vim.diagnostic.get(buffer)[1]
  result.diagnostic, result.column = found.message, found.col
  result.unchanged_before_accept = text() == original and not vim.bo[buffer].modified
end

-- What a page that the server opens says; where the editor opens none, the file of the message.
local function page(title, words)
  act(title)
  local content
  wait(title, function()
    if vim.api.nvim_get_current_buf() ~= buffer then
      content = vim.api.nvim_buf_get_lines(0, 0, -1, false)
      return true
    end
    local path = (said(words) or ''):match(' is in (.*)%.$')
    content = path and vim.fn.readfile(path)
    return content ~= nil
  end)
  vim.api.nvim_set_current_buf(buffer)
  return table.concat(content, '\n')
end

local function accept()
  if drive.answer == 'lens' then
    local line
    wait('the code lens', function()
      result.lenses, line = lenses()
      return line
    end)
    vim.api.nvim_win_set_cursor(0, { line, 0 })
    wanted = 'Accept'
    vim.lsp.codelens.run()
  else
    act('Accept')
  end
  wait('the edit', function()
    return text() ~= original
  end)
  wait('the suggestion to be answered', function()
    return #vim.diagnostic.get(buffer) == 0
  end)
  vim.cmd('silent write')
end

local function undo()
  vim.cmd('silent undo')
  result.one_undo_restores = text() == original
end

local scenarios = {}

function scenarios.accept()
  step('start', open)
  step('cancel', function()
    begin()
    cancel()
  end)
  step('run', run)
  result.diff = step('diff', page, 'Show diff', 'The diff of')
  result.why = step('why', page, 'Why', 'Evidence for')
  step('accept', accept)
  step('undo', undo)
end

function scenarios.reject()
  step('start', open)
  step('run', run)
  step('reject', function()
    act('Reject')
    wait('the suggestion to be answered', function()
      return #vim.diagnostic.get(buffer) == 0
    end)
  end)
  result.actions = actions()
  vim.cmd('silent write')
end

function scenarios.edit_meanwhile()
  step('start', open)
  step('edit', function()
    begin()
    vim.cmd('silent normal! A // changed')
    open_gate()
    result.ending = ended()
    wait('the user to be told', function()
      return said('changed since it was optimized')
    end)
  end)
  result.actions = actions()
  result.lenses = lenses()
  -- Even a lens that was on the screen before is refused.
  local changed = text()
  result.messages = {}
  step('refused', function()
    local command = { command = 'lessonls.accept', arguments = { { id = 'gated-1' } } }
    vim.lsp.buf_request_sync(buffer, 'workspace/executeCommand', command, 10000)
    wait('the refusal', function()
      return said('changed since it was optimized')
    end)
  end)
  result.untouched = text() == changed
  vim.cmd('silent undo')
  step('offered again', wait, 'Accept to be offered again', function()
    return any(actions(), 'Accept')
  end)
end

function scenarios.implement()
  step('start', open)
  local title = 'Implement with team'
  step('cancel', function()
    begin(title)
    cancel()
  end)
  open_gate()
  step('run', function()
    begin(title)
    result.ending = ended()
    wait('the suggestion', function()
      return #vim.diagnostic.get(buffer) == 1
    end)
    result.diagnostic = vim.diagnostic.get(buffer)[1].message
    result.unchanged_before_accept = text() == original and not vim.bo[buffer].modified
  end)
  result.why = step('why', page, 'Why', 'Evidence for')
  step('accept', accept)
  step('offered next', wait, 'the next task', function()
    result.actions = actions()
    return any(result.actions, 'Optimize with team:')
  end)
  step('contradiction', function()
    drive.line = vim.fn.search(drive.second, 'n')
    begin(title)
    result.contradiction = ended()
    wait('the sentence', function()
      return said('contradict each other')
    end)
  end)
end

local ok, failure = pcall(function()
  scenarios[drive.scenario]()
  step('leave', function()
    vim.lsp.stop_client(client().id)
    wait('the server to leave', function()
      return vim.fn.filereadable(drive.exit) == 1
    end)
  end)
end)
finish(not ok and tostring(failure) or nil)
